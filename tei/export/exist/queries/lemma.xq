xquery version "3.1";
(: Sentences with a lemma, by the Lucene index (ft: is eXist's own); lemmas are written as they are in the documents. :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
for $s in collection("{data}")//tei:s[ft:query(., "lemma:dire")]
return normalize-space($s)
