/**
 * What the browser shows after the redirect. Static: nothing of a request is ever in a page.
 *
 * @module
 */
import type { RedirectReply } from '../kernel/ports/redirect-receiver.ts'

/** The pages' one style, in the window's colours. Its hash stands in the policy below; a test holds the two together. */
const style = `
:root {
  color-scheme: light dark;
  --page: #fafaf8; --surface: #ffffff; --line: #e5e4df; --text: #1b1a18; --second: #55534d;
  --ok: #1c6e46; --ok-soft: #e5f4ec; --warn: #875800; --warn-soft: #fdf3dc; --bad: #b3261e; --bad-soft: #fdebe9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #131315; --surface: #1a1a1d; --line: #2a2a2f; --text: #ededee; --second: #b1b1b8;
    --ok: #56c790; --ok-soft: #152a20; --warn: #e5b843; --warn-soft: #2e2614; --bad: #ff7a6e; --bad-soft: #341917;
  }
}
* { box-sizing: border-box; margin: 0; }
body {
  display: grid; place-items: center; min-height: 100vh; padding: 16px;
  background: var(--page); color: var(--text); font: 13px/1.45 Inter, system-ui, sans-serif;
  -webkit-text-size-adjust: 100%;
}
main {
  width: 100%; max-width: 400px; padding: 24px; overflow-wrap: break-word;
  background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
}
header { display: flex; align-items: center; gap: 12px; margin-bottom: 12px; }
svg {
  flex: none; width: 32px; height: 32px; padding: 8px; border-radius: 7px;
  fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round;
}
.ok svg { color: var(--ok); background: var(--ok-soft); }
.warn svg { color: var(--warn); background: var(--warn-soft); }
.bad svg { color: var(--bad); background: var(--bad-soft); }
h1 { font-size: 19px; font-weight: 650; line-height: 1.3; }
p { color: var(--second); }
p + p { margin-top: 8px; }
p:first-of-type { color: var(--text); }
code { font: 12px "JetBrains Mono", ui-monospace, monospace; color: var(--text); white-space: nowrap; }
footer {
  margin-top: 16px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 11.5px; color: var(--second);
}
@media (forced-colors: active) { svg { border: 1px solid; } }
`

// SECURITY: no script, no frame, no form, no fetch; the one style by its hash (CSP level 3, section 2.3.1).
const contentSecurityPolicy =
  "default-src 'none'; style-src 'sha256-1Uxmoou5zg6PJamLV8r8d9LUqBcqbQ1V6IY9xS0d304='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
}

const shapes = {
  ok: '<path d="M3 8.5l3.5 3.5L13 4.5"/>',
  bad: '<path d="M4 4l8 8M12 4l-8 8"/>',
  warn: '<path d="M8 3v6M8 12.5v.5"/>',
}

function page(mood: keyof typeof shapes, title: string, paragraphs: readonly string[]): string {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('')
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${title} · Signet</title><style>${style}</style></head>` +
    `<body><main class="${mood}"><header><svg viewBox="0 0 16 16" aria-hidden="true">${shapes[mood]}</svg>` +
    `<h1>${title}</h1></header>${text}<footer>Shown by Signet on this computer</footer></main></body></html>`
  )
}

const signedIn = page('ok', 'Signed in', [
  'You can close this tab and go back to where you began: Signet’s window, or your terminal.',
  'Signet finishes there, and tells you if something goes wrong.',
])

const refused = page('bad', 'Not signed in', [
  'AWS did not confirm this sign-in. Nothing was stored, and nothing you had has changed.',
  'You can close this tab. Where you began, Signet has the next step.',
])

const over = page('warn', 'This sign-in is over', [
  'It has already been answered, was cancelled, or took longer than 10 minutes.',
  'You can close this tab. To sign in again, begin anew in Signet’s window, or with <code>signet login</code>.',
])

const wrong = page('warn', 'Not the page Signet waits for', [
  'This address does not belong to the sign-in that is under way. Signet has ignored it and keeps waiting.',
  'If you came here from an older tab, close it and use the newest one, or begin the sign-in again.',
])

/** A page of other words, in the same looks and under the same policy. */
export function replyPage(
  status: number,
  mood: keyof typeof shapes,
  title: string,
  paragraphs: readonly string[],
): RedirectReply {
  return { status, html: page(mood, title, paragraphs), headers }
}

/** The code is here. */
export const signedInReply: RedirectReply = { status: 200, html: signedIn, headers }
/** AWS or the person said no. */
export const refusedReply: RedirectReply = { status: 200, html: refused, headers }
/** Everything after the one answer. */
export const overReply: RedirectReply = { status: 410, html: over, headers }

/** Anything else. The wait goes on. */
export function wrongReply(status: 400 | 403 | 404 | 414 | 421): RedirectReply {
  return { status, html: wrong, headers }
}

/** RFC 9110, section 15.5.6: with the methods that would do. */
export const wrongMethodReply: RedirectReply = {
  status: 405,
  html: wrong,
  headers: { ...headers, allow: 'GET' },
}
