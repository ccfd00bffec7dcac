xquery version "3.1";

(:~
 : Questions to a press corpus in TEI. Nothing here is eXist's own: it runs in BaseX and Saxon too.
 :)
module namespace press = "https://gazetei.invalid/questions";

declare namespace tei = "http://www.tei-c.org/ns/1.0";

(:~ How much there is. What is in parts (@next, @prev) is one. :)
declare function press:counts($texts as element(tei:TEI)*) as xs:string* {
  "documents " || count($texts),
  "sentences " || count($texts//tei:s[not(@prev)]),
  "tokens " || count($texts//(tei:w | tei:pc)[not(@prev)]),
  "mentions " || count($texts/tei:text//(tei:persName | tei:orgName | tei:placeName | tei:name | tei:rs)[not(@prev)]),
  "quotations " || count($texts/tei:text//(tei:said | tei:quote | tei:q | tei:soCalled)[not(@prev)])
};

(:~ The organisations named in a sentence with a place: document, sentence, name. :)
declare function press:organisations($texts as element(tei:TEI)*, $place as xs:string) as xs:string* {
  for $text in $texts
  let $ids := $text/tei:standOff//tei:place[tei:placeName = $place]/concat("#", @xml:id)
  for $s in $text//tei:s[.//tei:placeName/tokenize(@ref, "\s+") = $ids]
  for $org in $s//tei:orgName[not(@prev)]
  return string-join(($text/@xml:id, $s/@xml:id, normalize-space($org)), "&#9;")
};

(:~ What somebody says: document, quotation. :)
declare function press:speaker($texts as element(tei:TEI)*, $name as xs:string) as xs:string* {
  for $text in $texts
  let $ids :=
    $text/tei:standOff//(tei:person | tei:org)[(tei:persName | tei:orgName)/normalize-space(.) = $name]
      /concat("#", @xml:id)
  for $said in $text/tei:text//(tei:said | tei:quote | tei:q | tei:soCalled)[not(@prev)]
    [tokenize(@who, "\s+") = $ids]
  return string-join(($text/@xml:id, normalize-space(string-join(press:parts($said)))), "&#9;")
};

(:~ The words of what is in parts, each with the id of the next (@next): the space between two, […] for words. :)
declare function press:parts($one as element()) as xs:string* {
  string($one),
  for $next in $one/ancestor::tei:text[last()]//*[@xml:id = substring-after($one/@next, "#")]
  let $between := string-join($one/following::text()[. << $next])
  return (if (normalize-space($between)) then " […] " else " "[$between], press:parts($next))
};

(:~ The occurrences of a lemma: document, word, sentence. :)
declare function press:concordance($texts as element(tei:TEI)*, $lemma as xs:string) as xs:string* {
  for $w in $texts//tei:w[@lemma = $lemma][not(@prev)]
  return string-join(
    ($w/ancestor::tei:TEI/@xml:id, normalize-space($w), normalize-space($w/ancestor::tei:s[1])), "&#9;")
};
