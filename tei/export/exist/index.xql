xquery version "3.1";

(:~
 : What collection.xconf puts into the index. eXist reads it before it stores the documents, so it stands in the root of
 : the package. The namespace and get-metadata() are those that TEI Publisher looks for.
 :)
module namespace idx = "http://teipublisher.com/index";

declare namespace tei = "http://www.tei-c.org/ns/1.0";

(:~ What is known of a document; nothing for a field that is not known. :)
declare function idx:get-metadata($root as element()?, $field as xs:string) as xs:string* {
  let $header := $root/tei:teiHeader
  let $source := $header/tei:fileDesc/tei:sourceDesc
  return
    switch ($field)
      case "title" return head(idx:shown($header/tei:fileDesc/tei:titleStmt/tei:title))
      case "author" return distinct-values(
        let $authors := idx:shown($source//tei:author)
        return if (exists($authors)) then $authors else idx:shown($header/tei:fileDesc/tei:titleStmt/tei:author))
      case "language" return head(($root/@xml:lang, $header//tei:langUsage/tei:language/@ident))!string(.)
      case "date" return head((
        $source//tei:date[@type = "published"]/(@when, @notBefore, @from),
        $source//tei:date/(@when, @notBefore, @from),
        $header//tei:creation/tei:date/@when))!string(.)
      case "year" return idx:get-metadata($root, "date")!substring(., 1, 4)
      case "newspaper" return head(idx:shown($source//tei:title[@level = "j"]))
      case "person" return idx:named($root, "person", "persName")
      case "organisation" return idx:named($root, "org", "orgName")
      case "place" return idx:named($root, "place", "placeName")
      case "speaker" return distinct-values($root/tei:text//(tei:said | tei:quote | tei:q)!idx:speakers(.))
      default return ()
};

(:~ The main forms of the entries that a document names; without registers, the names as they stand in the text. :)
declare function idx:named($root as element()?, $entry as xs:string, $name as xs:string) as xs:string* {
  let $entries := $root/tei:standOff//tei:*[local-name() = $entry]
  let $refs := distinct-values($root/tei:text//@ref/tokenize(., "\s+"))
  return
    if (exists($root/tei:standOff)) then
      distinct-values($entries[concat("#", @xml:id) = $refs]/head(tei:*[local-name() = $name])/normalize-space(.))
    else
      distinct-values($root/tei:text//tei:*[local-name() = $name]/normalize-space(.))
};

(:~ The main forms of those who say a quotation. :)
declare function idx:speakers($quotation as element()) as xs:string* {
  let $root := $quotation/ancestor::tei:TEI
  for $who in tokenize($quotation/@who, "\s+")
  let $entry := $root/tei:standOff//(tei:person | tei:org)[@xml:id = substring-after($who, "#")]
  return if ($entry) then normalize-space($entry/head((tei:persName, tei:orgName))) else $who
};

(:~ The lemmas of a sentence, blanks inside one as _, so that they can be told apart. :)
declare function idx:lemmas($sentence as element()) as xs:string {
  string-join($sentence//tei:w[not(@prev)]/@lemma!translate(., " ", "_"), " ")
};

declare %private function idx:shown($elements as element()*) as xs:string* {
  $elements[not(tei:gap)]!normalize-space(.)[. ne ""]
};
