import type { Reply } from './service.ts'

/** @param formTarget - Origin a form's answer may redirect to: form-action holds for redirects too. */
function headers(formTarget: string): Readonly<Record<string, string>> {
  return {
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${formTarget}; frame-ancestors 'none'; base-uri 'none'`,
  }
}

const anyLoopbackPort = 'http://127.0.0.1:*'

/** A page for a person. */
export function pageReply(
  status: number,
  body: string,
  outcome: string,
  formTarget: string = anyLoopbackPort,
): Reply {
  const type = { 'Content-Type': 'text/html; charset=utf-8' }
  return { status, headers: { ...headers(formTarget), ...type }, body, outcome }
}

/** Sends the browser on. */
export function redirectReply(location: string, outcome: string): Reply {
  return { status: 302, headers: { ...headers(anyLoopbackPort), Location: location }, body: '', outcome }
}
