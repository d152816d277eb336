import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cookieFor,
  judge,
  judgeSocket,
  pageHeaders,
  replyHeaders,
  type TabRequest,
} from '../../../../../main/serve/browser/wire.ts'

const door = { port: 4321, folder: 'f'.repeat(64) }
const key = 'a1'.repeat(32)
const cookie = 'signet-tab=c0ffee'
const own = { host: '127.0.0.1:4321' }
const ask = (change: Partial<TabRequest> = {}): TabRequest => ({
  method: 'GET',
  target: `/${door.folder}/`,
  headers: { ...own, cookie, 'sec-fetch-site': 'same-origin' },
  ...change,
})
const withHeaders = (headers: Record<string, string | undefined>) =>
  ask({ headers: { ...own, cookie, ...headers } })
const status = (request: TabRequest) => {
  const verdict = judge(request, door)
  return verdict.kind === 'refuse' ? verdict.status : verdict.kind
}

describe('judge', () => {
  it('lets in who asks as a tab of ours does', () => {
    expect(judge(ask(), door)).toEqual({ kind: 'file', path: 'index.html', cookie: 'c0ffee' })
    expect(judge(ask({ target: `/${door.folder}/assets/a-B_1.js?x=/..` }), door)).toEqual({
      ...{ kind: 'file', path: 'assets/a-B_1.js', cookie: 'c0ffee' },
    })
    expect(judge(ask({ method: 'HEAD' }), door).kind).toBe('file')
    const enter = { target: `/${door.folder}/enter/${key}` }
    for (const site of ['none', 'same-origin', undefined])
      expect(judge({ ...withHeaders({ 'sec-fetch-site': site }), ...enter }, door)).toEqual({
        kind: 'enter',
        key,
      })
  })

  it.each([
    ...[undefined, '', 'localhost:4321', '127.0.0.1', '127.0.0.1:80', '127.0.0.1:43210', '127.0.0.1:4321 '],
    ...[
      '[::1]:4321',
      '0.0.0.0:4321',
      '127.1:4321',
      '2130706433:4321',
      '127.0.0.1.evil.test:4321',
      'evil.test',
    ],
    ...[
      'evil.test:4321',
      '127.0.0.1:4321@evil.test',
      '127.0.0.1:4321.',
      '127.0.0.1:04321',
      '127.0.0.1:4321/',
    ],
    ...['127.0.0.1:4321, evil.test', 'evil.test, 127.0.0.1:4321', '127.0.0.1:4321, 127.0.0.1:4321'],
  ])('refuses the host %j (T7)', (host) => {
    expect(status(withHeaders({ host }))).toBe(403)
  })

  it.each([
    ...[
      'null',
      '',
      'http://localhost:4321',
      'https://127.0.0.1:4321',
      'http://127.0.0.1',
      'http://evil.test',
    ],
    ...['http://127.0.0.1:4321/', 'HTTP://127.0.0.1:4321', 'http://127.0.0.1:4321.evil.test', 'file://'],
    ...['chrome-extension://abcdef', 'http://127.0.0.1:4321, http://evil.test', 'http://127.0.0.1:43210'],
  ])('refuses the origin %j (T7, T16)', (origin) => {
    expect(status(withHeaders({ origin }))).toBe(403)
    expect(judgeSocket(socket({ origin }), door)).toBeUndefined()
  })

  it.each(['cross-site', 'same-site', 'SAME-ORIGIN', 'same-origin, cross-site', '', 'x'])(
    'refuses the site %j, for a file, a link and a socket (T7, T16)',
    (site) => {
      expect(status(withHeaders({ 'sec-fetch-site': site }))).toBe(403)
      const link = { target: `/${door.folder}/enter/${key}` }
      expect(status({ ...withHeaders({ 'sec-fetch-site': site }), ...link })).toBe(403)
      expect(judgeSocket(socket({ 'sec-fetch-site': site }), door)).toBeUndefined()
    },
  )

  it.each([
    ['sec-purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
    ['x-purpose', 'preview'],
    ['x-moz', 'prefetch'],
    ['referer', 'http://127.0.0.1:4322/'],
    ['referer', 'http://127.0.0.1:43210/'],
    ['referer', 'https://evil.test/'],
    ['referer', ''],
  ])(
    'refuses a look ahead, and what another page led to, though nobody is said to be behind it: %s %j (T16)',
    (name, value) => {
      for (const target of [
        `/${door.folder}/`,
        `/${door.folder}/enter/${key}`,
        `/${door.folder}/open/${key}`,
      ]) {
        const headers = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', [name]: value }
        expect(status({ ...withHeaders(headers), target })).toBe(403)
      }
    },
  )

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'get', ''])(
    'refuses the method %j',
    (method) => {
      expect(status(ask({ method }))).toBe(405)
    },
  )

  const inside = `/${door.folder}`
  it.each([
    ...[
      '',
      '/',
      '*',
      inside,
      `${inside}x/`,
      `/${'f'.repeat(63)}/`,
      `//${door.folder}/`,
      `/./${door.folder}/`,
    ],
    ...[`http://127.0.0.1:4321${inside}/`, `//evil.test${inside}/`, `/x/..${inside}/`, `/%2e%2e${inside}/`],
    ...[`\\${door.folder}\\`, `/${door.folder.toUpperCase()}/`, `${inside}/a b`, `${inside}/\u0000`],
    ...[`${inside}/ü`, `${inside}/\r\nx: y`, `${inside}/\t`, `${inside}#/`, `?${inside}/`],
  ])('has nothing at %j (T16)', (target) => {
    expect(status(ask({ target }))).toBe(404)
  })

  it.each([`${key}a`, key.slice(1), key.toUpperCase(), `${key}/`, `../enter/${key}`, `%61${key.slice(1)}`])(
    'takes %j for no link',
    (text) => {
      expect(judge(ask({ target: `${inside}/enter/${text}` }), door).kind).not.toBe('enter')
    },
  )

  it.each([
    ['', undefined],
    ['signet-tab=a; signet-tab=b', undefined],
    ['signet-tab=a; signet-tab=a', undefined],
    ['signet-tab=a, signet-tab=b', 'a, signet-tab=b'],
    ['SIGNET-TAB=a', undefined],
    ['xsignet-tab=a', undefined],
    ['other=1; signet-tab=a', 'a'],
    ['signet-tab =a', undefined],
    ['signet-tab=', ''],
  ])('reads of the cookies %j only %j', (text, found) => {
    expect(judge(withHeaders({ cookie: text }), door)).toMatchObject({ cookie: found })
  })

  it('opens for nothing but a tab of ours, whatever is asked (T7, T16)', () => {
    const words = fc.oneof(
      fc.string(),
      fc.constantFrom('GET', own.host, inside, `${inside}/`, 'same-origin', 'none'),
    )
    fc.assert(
      fc.property(words, words, words, words, (method, target, host, site) => {
        const request = { method, target, headers: { host, 'sec-fetch-site': site } }
        if (judge(request, door).kind === 'refuse') return
        expect(['GET', 'HEAD']).toContain(method)
        expect(host).toBe(own.host)
        expect(['same-origin', 'none']).toContain(site)
        expect(target.startsWith(`${inside}/`)).toBe(true)
      }),
    )
  })
})

describe('judge: the way out to a page (T16, T17)', () => {
  const way = { target: `/${door.folder}/open/${key}` }
  const led = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }

  it('is for a page of ours that sends its browser there, also where it sends no fetch metadata', () => {
    const out = { kind: 'out', key, cookie: 'c0ffee' }
    expect(judge({ ...withHeaders(led), ...way }, door)).toEqual(out)
    expect(judge({ ...withHeaders({}), ...way }, door)).toEqual(out)
  })

  const others: readonly { header: string; value: string | undefined; method?: string }[] = [
    ...['cross-site', 'same-site', 'none', '', 'same-origin, none'].map((value) => ({
      ...{ header: 'sec-fetch-site', value },
    })),
    ...['cors', 'no-cors', 'same-origin', 'websocket', ''].map((value) => ({
      ...{ header: 'sec-fetch-mode', value },
    })),
    ...['iframe', 'frame', 'embed', 'object', 'empty', 'image', 'script', ''].map((value) => ({
      ...{ header: 'sec-fetch-dest', value },
    })),
    { header: 'host', value: 'localhost:4321' },
    { header: 'origin', value: 'http://evil.test' },
    { header: 'cookie', value: undefined },
    { header: 'cookie', value: 'signet-tab=a; signet-tab=b' },
    { header: 'x-nothing', value: '', method: 'HEAD' },
    { header: 'x-nothing', value: '', method: 'POST' },
  ]
  it.each(others)('is closed to $header $value $method', ({ header, value, method = 'GET' }) => {
    const headers = { [header]: value }
    expect(judge({ ...withHeaders({ ...led, ...headers }), ...way, method }, door).kind).toBe('refuse')
  })

  it.each([`${key}a`, key.slice(1), key.toUpperCase(), `${key}/`, `../open/${key}`, `%61${key.slice(1)}`])(
    'is not %j',
    (text) => {
      expect(judge({ ...withHeaders(led), target: `/${door.folder}/open/${text}` }, door).kind).not.toBe(
        'out',
      )
    },
  )
})

const socket = (
  headers: Record<string, string | undefined> = {},
  change: Partial<TabRequest> = {},
): TabRequest => ({
  ...{ method: 'GET', target: `/${door.folder}/socket` },
  headers: { ...own, cookie, origin: 'http://127.0.0.1:4321', 'sec-fetch-site': 'same-origin', ...headers },
  ...change,
})

describe('judgeSocket', () => {
  it('opens for our own page, also where a browser sends no fetch metadata', () => {
    expect(judgeSocket(socket(), door)).toEqual({ cookie: 'c0ffee' })
    expect(judgeSocket(socket({ 'sec-fetch-site': undefined }), door)).toEqual({ cookie: 'c0ffee' })
  })

  it.each<readonly [string, TabRequest]>([
    ['no origin', socket({ origin: undefined })],
    ['a typed address', socket({ 'sec-fetch-site': 'none' })],
    ['no cookie', socket({ cookie: undefined })],
    ['two cookies', socket({ cookie: 'signet-tab=a; signet-tab=b' })],
    ['another host', socket({ host: 'localhost:4321' })],
    ['no host', socket({ host: undefined })],
    ['another method', socket({}, { method: 'POST' })],
    ['another path', socket({}, { target: `/${door.folder}/socket/` })],
    ['a question', socket({}, { target: `/${door.folder}/socket?` })],
    ['another folder', socket({}, { target: `/${'e'.repeat(64)}/socket` })],
    ['an absolute target', socket({}, { target: `http://127.0.0.1:4321/${door.folder}/socket` })],
  ])('refuses %s (T16)', (_what, request) => {
    expect(judgeSocket(request, door)).toBeUndefined()
  })
})

describe('replyHeaders', () => {
  it('leave a page nothing but its own files and its own socket (T15)', () => {
    const headers = replyHeaders(door)
    const policy = Object.fromEntries(
      (headers['content-security-policy'] ?? '').split('; ').map((rule) => {
        const [name = '', ...sources] = rule.split(' ')
        return [name, sources.join(' ')]
      }),
    )
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': 'ws://127.0.0.1:4321',
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'worker-src': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    expect(headers).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(pageHeaders("'none'")['content-security-policy']).toContain("connect-src 'none'")
  })

  it('are these, each of them, wherever the page is served (D2, T16)', () => {
    for (const headers of [replyHeaders(door), pageHeaders("'none'")]) {
      const { 'content-security-policy': policy, 'permissions-policy': permissions = '', ...others } = headers
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
      expect(permissions.split(', ').sort()).toEqual([
        ...['camera=()', 'clipboard-read=()', 'geolocation=()', 'hid=()'],
        ...['microphone=()', 'payment=()', 'serial=()', 'usb=()'],
      ])
      expect(others).toEqual({
        ...{
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'no-referrer',
        },
        ...{ 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' },
        ...{ 'cross-origin-embedder-policy': 'require-corp', 'cache-control': 'no-store' },
      })
    }
  })

  it('give a cookie to no script, no other site and no other path', () => {
    expect(cookieFor(door, 'v')).toBe(`signet-tab=v; Path=/${door.folder}/; HttpOnly; SameSite=Strict`)
  })
})
