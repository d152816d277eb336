/**
 * Which pages the person's browser may be sent to from the shell: AWS's own pages for signing in and its console, by name
 * (T17). Whatever else an operating system would open is not an address here.
 *
 * @module
 */
const region = '[a-z]{2,8}(?:-[a-z]{2,16}){1,3}-\\d{1,2}'
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'

/** Of a parsed URL, whose host is in its one normal form. Each is matched from its first sign to its last. */
const hosts: readonly RegExp[] = [
  // Sign-In, by partition.
  `(?:${region}\\.)?signin\\.(?:aws|aws\\.amazon\\.com|amazonaws\\.cn|amazonaws-us-gov\\.com|amazonaws-eusc\\.eu)`,
  `(?:${region}\\.)?signin\\.(?:c2shome\\.ic\\.gov|sc2shome\\.sgov\\.gov|csphome\\.adc-e\\.uk|csphome\\.hci\\.ic\\.gov)`,
  // The console.
  `(?:${region}\\.)?console\\.(?:aws\\.amazon\\.com|amazonaws\\.cn|amazonaws-us-gov\\.com|amazonaws-eusc\\.eu)`,
  // Identity Center: its OIDC service, and the access portals.
  `(?:oidc|oidc-fips|device\\.sso)\\.${region}\\.(?:amazonaws\\.com|amazonaws\\.com\\.cn|amazonaws\\.eu|api\\.aws)`,
  `${label}(?:\\.${label}){0,2}\\.awsapps\\.(?:com|cn)`,
  `${label}\\.portal\\.${region}\\.(?:app\\.aws|app\\.amazonwebservices\\.com\\.cn|api\\.amazonwebservices\\.eu)`,
  `${label}\\.${region}\\.portal\\.amazonaws\\.(?:com|com\\.cn|eu)`,
  `identitycenter\\.(?:us-gov\\.)?amazonaws\\.(?:com|com\\.cn|eu)`,
].map((pattern) => new RegExp(`^${pattern}$`))

const longestAddress = 8192

/**
 * The address to open, or undefined.
 *
 * @param origins - What the agent's own environment puts in AWS's place, https only.
 */
export function outsideAddress(text: string, origins: readonly string[] = []): URL | undefined {
  // SECURITY: a URL parser drops line breaks and turns backslashes around; what it would mend is refused.
  if (text.length > longestAddress || !/^[\x21-\x5b\x5d-\x7e]+$/.test(text)) return undefined
  const url = URL.parse(text)
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined
  if (origins.includes(url.origin)) return url
  return url.port === '' && hosts.some((host) => host.test(url.hostname)) ? url : undefined
}
