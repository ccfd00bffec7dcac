"""Changes to ``gazetei/base.xml``: what to replace by what, and for a broken document the one rule that refuses it."""

_LINKS = [
    ("att.global.responsibility-resp-link-resp", 'resp="#ed"', 'resp="#nobody"'),
    ("att.global.responsibility-resp-link-resp", 'resp="#ed"', 'resp="#ed #pers"'),
    ("att.global.linking-corresp-link-corresp", 'corresp="#p1"', 'corresp="#p9"'),
    ("att.global.analytic-ana-link-ana", 'ana="#hors"', 'ana="#t"'),
    ("att.global.source-source-link-source", 'source="#org"', 'source="#pl"'),
    ("att.global.rendition-rendition-link-rendition", 'rendition="#r"', 'rendition="#hors"'),
    ("att.datable.custom-datingPoint-link-datingPoint", 'datingPoint="#evt"', 'datingPoint="#pl"'),
    ("att.locatable-where-link-where", 'where="#pl"', 'where="#org"'),
    ("att.pointing-target-link-target", 'target="#p1"', 'target="#p9"'),
    ("author-link-author", '<docAuthor ref="#pers"', '<docAuthor ref="#pl"'),
    ("catRef-link-catRef", 'target="#hors"', 'target="#t"'),
    ("catRef-link-catRef", 'scheme="#t"', 'scheme="#hors"'),
    ("change-link-change", 'who="#ed"', 'who="#pers"'),
    ("persName-persName-points", '<persName ref="#pers"', '<persName ref="#org"'),
    ("persName-persName-points", '<persName ref="#pers"', "<persName"),
    ("orgName-orgName-points", '<orgName ref="#org"', '<orgName ref="#pl"'),
    ("orgName-orgName-points", '<orgName ref="#org"', "<orgName"),
    ("placeName-placeName-points", '<placeName ref="#pl"', '<placeName ref="#pers"'),
    ("placeName-placeName-points", '<placeName ref="#pl"', "<placeName"),
    *(("name-link-name", '<rs type="event" ref="#evt"', f'<rs type="{kind}" ref="#ed"')
      for kind in ("person", "org", "place", "event")),
    ("said-said-speaker", '<said who="#pers"', '<said who="#pl"'),
    ("said-said-speaker", '<said who="#pers"', "<said"),
    ("sp-sp-speaker", '<sp who="#pers"', '<sp who="#evt"'),
    ("sp-sp-speaker", '<sp who="#pers"', "<sp"),
    ("att.canonical-ref-ref-ambiguous", '<persName ref="#pers"', '<persName ref="#pers #pers"'),
    ("att.canonical-ref-ref-ambiguous", '<persName ref="#pers"', '<persName cert="high" ref="#pers #pers"'),
    ("gazetei-ids-unique", 'xml:id="source"', 'xml:id="ed"'),
]  # fmt: skip

_CHAIN = '<q xml:id="q1" next="#q2">« a</q><q xml:id="q2" prev="#q1">b »</q>'
_CHAINS = [
    # both ends of a pair that does not agree say so
    ("att.global.linking-next-link-next", "<q>« non »</q>", '<q next="#p1">« non »</q>'),
    ("att.global.linking-next-link-next", "<q>« non »</q>", _CHAIN.replace(' prev="#q1"', "").replace("b »", "« b »")),
    ("att.global.linking-prev-link-prev", "<q>« non »</q>", '<q prev="#p1">« non »</q>'),
    ("att.global.linking-prev-link-prev", "<q>« non »</q>", _CHAIN.replace(' next="#q2"', "")),
]

_DATES = [
    ("att.datable.w3c-dates-in-order", 'to="2023-02-03"', 'to="2022-12"'),
    ("att.datable.w3c-dates-in-order", 'from="2023-01" to="2023-02-03"', 'from="2023-02-04" to="2023-02-03"'),
    ("att.datable.w3c-dates-bounds-in-order", 'from="2023-01" to="2023-02-03"', 'notBefore="2023" notAfter="2022-01"'),
    ("att.datable.w3c-dates-one-way", 'to="2023-02-03"', 'when="2023-02-03"'),
    ("att.datable.w3c-dates-one-way", 'to="2023-02-03"', 'notBefore="2023-02-03"'),
]

_HEADER = [
    ("TEI-header-complete",
     '<revisionDesc status="draft"><change when="2026-11-22" who="#ed">Encodé.</change></revisionDesc>', ""),
    ("publicationStmt-publication-local-id", '<idno type="local">a</idno>', '<idno type="local">b</idno>'),
    ("publicationStmt-publication-local-id", 'subtype="text"', 'subtype="file"'),
    ("publicationStmt-publication-local-id",
     '<availability status="unknown"><p n="text">inconnus</p></availability>', ""),
    ("availability-rights-free", 'status="unknown"', 'status="free"'),
    ("availability-rights-free", '<p n="text">inconnus</p>', '<licence n="text">CC BY</licence>'),
    ("bibl-bibl-source", '<title level="j">Journal</title>', ""),
    ("bibl-bibl-source", '<title level="a">Titre</title>', ""),
    ("bibl-bibl-source", '<date type="published" when="2023-06-12">12 juin</date>',
     '<date type="published">12 juin</date><date type="published">13 juin</date>'),
    ("extent-extent-agrees", 'quantity="2"', 'quantity="3"'),
    ("gap-gap-described", "<desc>la suite</desc>", ""),
]  # fmt: skip

_IDNO = [
    ("idno-idno-form", '<idno type="wikidata">Q42', f"<idno {kind}>{value}")
    for kind, value in (
        ('type="wikidata"', "42"), ('type="geonames"', "https://www.geonames.org/42"), ('type="viaf"', "x"),
        ('type="isni"', "0000 0001 2103 2683"), ('type="orcid"', "0000000218250097"), ('type="idref"', "1234"),
        ('type="iso3166"', "Belgique"), ('type="issn"', "03952037"), ('type="doi"', "https://doi.org/10.1/x"),
        ('type="sha256" subtype="file"', "abc"), ('type="sha256"', "0" * 64), ('type="local" subtype="file"', "x"),
    )
]  # fmt: skip

_TEXT = [
    ("gazetei-not-empty", "<head>Suite</head>", "<head> </head>"),
    ("gazetei-not-empty", "<p>Réponse.</p>", "<p/>"),
    ("gazetei-not-empty", "<label>Crue</label>", "<label/>"),
    ("gazetei-not-empty", "<persName>Léa</persName>", "<persName>Léa <surname/></persName>"),
    ("tagUsage-tags-counted", '<tagUsage gi="p"', '<tagUsage gi="gap" occurs="3"/><tagUsage gi="p"'),
    ("tagUsage-tags-counted", '<tagUsage gi="p"', '<tagUsage gi="figure" occurs="1"/><tagUsage gi="p"'),
    ("org-org-named", "<orgName>Belga</orgName>", '<idno type="wikidata">Q1</idno>'),
    *(("geo-geo-in-range", "50.4669 -4.8675", value)
      for value in ("90.5 4", "50.4669", "50,4669 4,8675", "4.8 181", "50.4669, 4.8675", "nord est")),
    ("div-div-nesting", "<head>Suite</head>", "<list><item>Suite.</item></list>"),
    ("div-div-nesting", '<div type="article">', '<div type="section">'),
    ("div-div-nesting", '<div type="section">', '<div type="article">'),
    ("list-list-related", ' ana="#hors"', ""),
    ("list-list-related", '<bibl><title level="a">Autre</title></bibl>', "Autre"),
    ("p-p-n-in-header", 'xml:id="p1"', 'xml:id="p1" n="1"'),
    ("num-num-value", '<num value="3"', "<num"),
    ("measure-measure-quantity", 'quantity="4" unit', "unit"),
    ("measure-measure-quantity", ' unit="km"', ""),
    ("att.ranging-range-in-order", 'atLeast="2"', 'atLeast="10"'),
    ("q-marks-inside", "<q>« non »</q>", "« <q>non</q> »"),
    ("q-marks-inside", "<q>« non »</q>", "<soCalled>non</soCalled>"),
    ("persName-persName-points", '">Léa</persName> de',
     '"><roleName><orgName ref="#org"><persName ref="#pers">Léa</persName></orgName></roleName></persName> de'),
    ("orgName-orgName-points", '">Belga</orgName> à',
     '"><placeName ref="#pl"><orgName ref="#org">Belga</orgName></placeName></orgName> à'),
    ("placeName-placeName-points", '">Namur</placeName> et',
     '"><orgName ref="#org"><placeName ref="#pl">Namur</placeName></orgName></placeName> et'),
    ("s-s-tokens", "Réponse.", '<s><hi rend="bold"><s><w lemma="a" pos="X">a</w></s></hi></s>'),
    ("s-s-tokens", "Réponse.", '<s><w lemma="a" pos="X">a</w> b</s>'),
    ("w-w-in-s", "Réponse.", '<w lemma="a" pos="X">a</w>'),
    ("w-w-in-s", "Réponse.", '<pc pos="PUNCT">.</pc>'),
    ("w-w-in-s", "Réponse.", '<s><w lemma="a" pos="X"><hi rend="bold"><w lemma="a" pos="X">a</w></hi></w></s>'),
]  # fmt: skip

BROKEN = [*_LINKS, *_CHAINS, *_DATES, *_HEADER, *_IDNO, *_TEXT]
"""The rule that refuses the document, and it alone; the text to replace; its replacement."""

ADDITIONS = [
    ("Réponse.", "Une réponse."),
    ('<tagUsage gi="p"', '<tagUsage gi="body" occurs="1"/><tagUsage gi="figure" occurs="0"/><tagUsage gi="p"'),
    ("<q>« non »</q>", _CHAIN),
    ("<q>« non »</q>", "<soCalled>“non”</soCalled>"),
    ('<said who="#pers" source="#org">« oui »</said>',
     '<said who="#pers #org" cert="low" direct="false" source="https://example.org/">oui</said>'),
    ('<persName ref="#pers">', '<persName cert="low" ref="#pers authorities.xml#x">'),
    ('<persName ref="#pers">', '<persName ref="https://www.wikidata.org/entity/Q42">'),
    ('from="2023-01" to="2023-02-03"', 'from="2023" to="2023-02-03"'),
    ('from="2023-01" to="2023-02-03"', 'notBefore="2023-06" notAfter="2023-06-30"'),
    ('from="2023-01" to="2023-02-03"', 'when="2024-02-29"'),
    ('from="2023-01" to="2023-02-03"', 'dur="P4D"'),
    ("50.4669 -4.8675", "-90 180.0"),
    ("50.4669 -4.8675", "0 0"),
    ('<sp who="#pers"><p>', "<sp><p><label>Léa :</label> "),
    ('<sp who="#pers"><p>', "<sp><speaker>Léa</speaker><p>"),
    ('<title level="j">Journal</title>',
     '<title level="j"><gap reason="notCaptured"><desc>inconnu</desc></gap></title>'),
    ('status="unknown"><p n="text">inconnus</p>',
     'status="free"><licence n="text" target="https://example.org/">libre</licence>'),
    ('<idno type="wikidata">Q42', '<idno type="isni">000000012103268X'),
    ("Réponse.", '<s><w lemma="oui" pos="INTJ" join="right">Oui</w><pc pos="PUNCT" join="left">.</pc></s>'),
    ('<orgName ref="#org">Belga</orgName>',
     '<orgName ref="#org">cour de <placeName ref="#pl">Namur</placeName></orgName>'),
]  # fmt: skip
"""Changes that leave the document good."""

REFUSED = [
    # dates that do not exist, and other values that mean nothing
    ('to="2023-02-03"', 'to="2023-02-31"'),
    ('from="2023-01" to="2023-02-03"', 'when="2023-13"'),
    ('from="2023-01" to="2023-02-03"', 'when="2023-02-29"'),
    ('from="2023-01" to="2023-02-03"', 'when="hier"'),
    ('<num value="3"', '<num value="trois"'),
    ('quantity="4"', 'quantity="4,5"'),
    # attributes that nobody should use
    ('<p xml:id="p1"', '<p rend="bold"'),
    ('<p xml:id="p1"', '<p style="color: red"'),
    ('<persName ref="#pers"', '<persName key="lea" ref="#pers"'),
    ("<q>« non »</q>", '<q who="#pers">« non »</q>'),
    ("<q>« non »</q>", '<q type="spoken">« non »</q>'),
    ("<head>Suite</head>", '<head n="2">Suite</head>'),
    # registers: an identifier and a name
    ('<person xml:id="pers" cert="high"', '<person cert="high"'),
    ("<persName>Léa</persName>", ""),
    ("<placeName>Namur</placeName><location>", "<location>"),
    ("<label>Crue</label>", ""),
    ('<rs type="event"', "<rs"),
    # one way to encode a thing
    ("<p>Réponse.</p>", "<ab>Réponse.</ab>"),
    ("<p>Réponse.</p>", "<p><p>Réponse.</p></p>"),
    ("Réponse.", "<list><item>a</item></list>"),
    ("Réponse.", "<note>a</note>"),
    ("Réponse.", '<figure><graphic url="a.jpg"/></figure>'),
    ("Réponse.", "<forename>Léa</forename>"),
    ("Réponse.", "<geo>1 2</geo>"),
    ("Réponse.", "<said><p>a</p></said>"),
    ('<persName ref="#pers">Léa</persName>', '<persName ref="#pers"><persName ref="#pers">Léa</persName></persName>'),
    ('<div type="article">', '<div type="chapter">'),
    ('<div type="article">', "<div>"),
    ('<idno type="local">', '<idno type="ISBN">'),
    ("Réponse.", '<s><w lemma="a" pos="NN">a</w></s>'),
    ("Réponse.", '<s><w lemma="a" pos="NOUN" msd="fem sing">a</w></s>'),
    ("Réponse.", '<s><w pos="NOUN">a</w></s>'),
    ("Réponse.", '<s><w lemma="a" pos="NOUN"><w lemma="a" pos="NOUN">a</w></w></s>'),
    # a header that says what it must
    ('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="a"', '<TEI xmlns="http://www.tei-c.org/ns/1.0"'),
    ("<publisher>Projet</publisher>", ""),
    ('<respStmt xml:id="ed">', "<respStmt>"),
    ("</div></body>", '</div><div type="article"><p>Un autre.</p></div></body>'),
]
"""Changes that the grammar does not allow."""
