xquery version "3.1";
(: Stores collection.xconf where eXist looks for it, before the documents are stored. :)
declare variable $home external;
declare variable $dir external;
declare variable $target external;
declare function local:make($path as xs:string, $steps as xs:string*) as xs:string {
  if (empty($steps)) then $path
  else
    let $made := xmldb:create-collection($path, head($steps))
    return local:make($path || "/" || head($steps), tail($steps))
};
let $place := local:make("/db/system/config", tokenize(replace($target, "^/", ""), "/"))
return xmldb:store-files-from-pattern($place, $dir, "collection.xconf")
