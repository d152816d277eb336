/**
 * What a browser tab may ask of the loopback server, judged before anything answers. Pure.
 *
 * A page of another site can make this browser send requests here (T16). It cannot read the one-time link, set the
 * cookie, or forge `Host`, `Origin` and the fetch metadata; so all of them are held against what a tab of ours sends.
 *
 * @module
 */

import { type Greeting, greetingSchema, type Welcome } from '../../../preload/contract/tab-greeting.ts'

/** A request as HTTP has it; header names in lower case, repeated ones joined by the host. */
export interface TabRequest {
  readonly method: string
  /** Request target as sent. */
  readonly target: string
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** Where the server stands, and what only its own tabs know. */
export interface TabDoor {
  readonly port: number
  /** Every path begins with this random folder: a cookie of it goes to no other server of this address. */
  readonly folder: string
}

export type TabVerdict =
  /** A one-time link: whoever brings it first gets the cookie. */
  | { readonly kind: 'enter'; readonly key: string }
  | { readonly kind: 'file'; readonly path: string; readonly cookie: string | undefined }
  /** An address that was made for one tab, and leads out once. */
  | { readonly kind: 'out'; readonly key: string; readonly cookie: string }
  | { readonly kind: 'refuse'; readonly status: 400 | 403 | 404 | 405 | 431; readonly reason: string }

/** Undefined for what is no greeting. */
export function decodeGreeting(text: string): Greeting | undefined {
  // SECURITY (T27): measured before it is parsed.
  if (text.length > mostLettersOfGreeting) return undefined
  try {
    return greetingSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export function encodeWelcome(welcome: Welcome): string {
  return JSON.stringify(welcome)
}

const mostLettersOfGreeting = 256

const cookieName = 'signet-tab'

export function judge(request: TabRequest, door: TabDoor): TabVerdict {
  const { method, target, headers } = request
  if (headers.host !== hostOf(door)) return refuse(403, 'This address is not Signet’s.')
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'Only GET is answered here.')
  if (isLong(request)) return refuse(431, 'No tab says that much.')
  if (headers.origin !== undefined && headers.origin !== originOf(door))
    return refuse(403, 'Another site asked.')
  // SECURITY (T16): Chromium says of a page that another page has it fetch ahead that nobody's page asked for it (site `none`),
  // and sends strict cookies along. No page of ours looks ahead, or says where it comes from.
  if (lookAhead.some((name) => headers[name] !== undefined))
    return refuse(403, 'No look ahead is answered here.')
  if (headers.referer !== undefined && !headers.referer.startsWith(`${originOf(door)}/`))
    return refuse(403, 'Another site asked.')
  const site = headers['sec-fetch-site']
  const path = /^\/[\x21-\x7e]*$/.test(target) ? target.split('?')[0] : undefined
  if (path === undefined || !path.startsWith(`/${door.folder}/`)) return refuse(404, 'There is nothing here.')
  const inside = path.slice(door.folder.length + 2)
  const enter = /^enter\/([0-9a-f]{64})$/.exec(inside)?.[1]
  // A person opens the link from a terminal or from the system: no site is behind it.
  if (enter !== undefined) {
    if (site !== undefined && site !== 'none' && site !== 'same-origin')
      return refuse(403, 'Another site asked.')
    return { kind: 'enter', key: enter }
  }
  const out = /^open\/([0-9a-f]{64})$/.exec(inside)?.[1]
  if (out !== undefined) return judgeWayOut(out, request)
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return refuse(403, 'Another site asked.')
  return { kind: 'file', path: inside === '' ? 'index.html' : inside, cookie: cookieOf(headers.cookie) }
}

/** As browsers say it, the older ones too. */
const lookAhead = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const

const mostLetters = 8_192

/** But for the cookies, of which others have their part. */
function isLong({ target, headers: { cookie: _, ...headers } }: TabRequest): boolean {
  return target.length + JSON.stringify(headers).length > mostLetters
}

/**
 * Only a page of ours sends its browser there, as a tab of its own: what is fetched, framed or typed is none. A browser
 * without fetch metadata has the cookie to show.
 */
function judgeWayOut(key: string, { method, headers }: TabRequest): TabVerdict {
  const { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = headers
  // A look ahead must not use it up.
  if (method !== 'GET') return refuse(405, 'Only GET is answered here.')
  // SECURITY (T16): whoever is brought there is signed in to AWS.
  if (site !== undefined && site !== 'same-origin') return refuse(403, 'Another site asked.')
  if (mode !== undefined && mode !== 'navigate') return refuse(403, 'This is no page to look into.')
  if (destination !== undefined && destination !== 'document')
    return refuse(403, 'This is no page to look into.')
  const cookie = cookieOf(headers.cookie)
  return cookie === undefined ? refuse(403, 'Another browser asked.') : { kind: 'out', key, cookie }
}

/** Whether a WebSocket may be opened; the cookie is judged by who holds the keys. */
export function judgeSocket(
  { method, target, headers }: TabRequest,
  door: TabDoor,
): { readonly cookie: string } | undefined {
  // SECURITY (T16): a browser always says where a WebSocket comes from; whoever does not is no tab of ours.
  const site = headers['sec-fetch-site']
  if (method !== 'GET' || target !== `/${door.folder}/socket`) return undefined
  if (headers.host !== hostOf(door) || headers.origin !== originOf(door)) return undefined
  if (site !== undefined && site !== 'same-origin') return undefined
  const cookie = cookieOf(headers.cookie)
  return cookie === undefined ? undefined : { cookie }
}

/** Headers of every reply to a tab. */
export function replyHeaders(door: TabDoor): Readonly<Record<string, string>> {
  return pageHeaders(`ws://${hostOf(door)}`)
}

/**
 * Headers of the window's page, wherever it is served. The policy leaves it nothing but its own files and its way to the
 * agent.
 *
 * @param connect - The source that it may connect to.
 */
export function pageHeaders(connect: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src ${connect}`,
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "worker-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), clipboard-read=()',
    'cache-control': 'no-store',
  }
}

export function cookieFor(door: TabDoor, value: string): string {
  return `${cookieName}=${value}; Path=/${door.folder}/; HttpOnly; SameSite=Strict`
}

/**
 * Ends one of our name that a page of another port has set, which would shut a tab out (see {@link cookieOf}): cookies know
 * no ports, and that page knows no path of ours but the root.
 */
export const foreignCookieEnded = `${cookieName}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`

function hostOf({ port }: TabDoor): string {
  return `127.0.0.1:${port}`
}

function originOf(door: TabDoor): string {
  return `http://${hostOf(door)}`
}

function cookieOf(header: string | undefined): string | undefined {
  const found = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookieName}=`))
  // SECURITY: two of one name mean that somebody else set one.
  return found.length === 1 ? found[0]?.slice(cookieName.length + 1) : undefined
}

function refuse(status: 400 | 403 | 404 | 405 | 431, reason: string): TabVerdict {
  return { kind: 'refuse', status, reason }
}
