import tls from 'node:tls'

/**
 * The authorities that come with Node and those of the system. Electron's TLS is not Node's: a list that it cannot give is
 * left out, and certificates are verified against the other.
 */
export function electronAuthorities(): readonly string[] {
  const found = (['bundled', 'system'] as const).flatMap((kind) => {
    try {
      return tls.getCACertificates(kind)
    } catch {
      return []
    }
  })
  return [...new Set(found.length > 0 ? found : tls.rootCertificates)]
}
