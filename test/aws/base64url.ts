/**
 * Base64url without padding (RFC 7515 section 2), in its one canonical spelling.
 *
 * @returns The bytes, or undefined for padding, other letters, or stray bits at the end.
 */
export function decodeBase64url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
