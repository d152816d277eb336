/** Everything but RFC 3986's unreserved characters as `%XX`; `encodeURIComponent` alone leaves five more bare. */
function percentEncoded(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/**
 * The URL of an operation: `path` (with its leading slash) below the endpoint, whose own path prefix stays. Query
 * parameters keep their order.
 */
export function operationUrl(base: URL, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const search = Object.entries(query).map(
    ([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`,
  )
  const url = new URL(base.href)
  url.pathname = url.pathname.replace(/\/+$/, '') + path
  url.search = search.join('&')
  return url
}
