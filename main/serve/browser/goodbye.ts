const end = 'Connection: close\r\nX-Content-Type-Options: nosniff\r\n'

const tooManyCookies = `Other programs of this machine have set more cookies for 127.0.0.1 than fit.
Delete the cookies of 127.0.0.1 in this browser, or open the address in a private window.
`

/**
 * The whole answer to a connection that brings no request, or one that is too large.
 *
 * @param code - Of Node's fault.
 */
export function goodbye(code: string | undefined): string {
  if (code !== 'HPE_HEADER_OVERFLOW') return `HTTP/1.1 400 Bad Request\r\n${end}Content-Length: 0\r\n\r\n`
  return `HTTP/1.1 431 Request Header Fields Too Large\r\n${end}Content-Type: text/plain\r\n\r\n${tooManyCookies}`
}
