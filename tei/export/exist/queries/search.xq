xquery version "3.1";
(: Words anywhere in a document, narrowed down by a facet, the newest first; then who is named most in what was found.
   ft: is eXist's own. Facets: newspaper, year, language, person, organisation, place, speaker. :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
let $words := "accord"
let $facets := map { (: "year": "2021" :) }
let $found := collection("{data}")//tei:text[ft:query(., $words, map { "facets": $facets, "fields": ("title", "date") })]
return (
  for $text in $found
  order by ft:field($text, "date") descending
  return string-join((ft:field($text, "date"), ft:field($text, "title")), " "),
  let $persons := ft:facets($found, "person", 10)
  for $person in map:keys($persons)
  return $person || ": " || $persons($person)
)
