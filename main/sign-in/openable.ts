/** Of a parsed URL, whose addresses are in their one normal form. */
const loopbackHost = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/
const longestAddress = 8192

/**
 * Whether a browser may be sent to an address: https, or http on this machine; no user name or password in it.
 * Everything else that an operating system would open (`file:`, `ms-msdt:`, a share) is refused here, whoever asks.
 *
 * @param base - Where given, the address must also be of this origin and below its path.
 */
export function openable(url: URL, base?: URL): boolean {
  // SECURITY: T11, T17. The address ends up as an argument of a program that opens anything it knows.
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && loopbackHost.test(url.hostname))
  if (!safe || url.username !== '' || url.password !== '' || url.href.length > longestAddress) return false
  if (!base) return true
  const folder = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`
  return url.origin === base.origin && url.pathname.startsWith(folder)
}
