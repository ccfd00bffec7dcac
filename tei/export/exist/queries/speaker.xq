xquery version "3.1";
(: what somebody says: put the name as the registers have it :)
import module namespace press = "https://gazetei.invalid/questions" at "../modules/questions.xqm";
declare namespace tei = "http://www.tei-c.org/ns/1.0";
let $texts := collection("{data}")/tei:TEI
return press:speaker($texts, "")
