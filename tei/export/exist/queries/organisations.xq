xquery version "3.1";
(: organisations named in a sentence with a place: put the name of yours :)
import module namespace press = "https://gazetei.invalid/questions" at "../modules/questions.xqm";
declare namespace tei = "http://www.tei-c.org/ns/1.0";
let $texts := collection("{data}")/tei:TEI
return press:organisations($texts, "Paris")
