import { describe, expect, it } from 'vitest'
import { mayLoad } from '../../../../../../main/hosts/electron/decisions/page-address.ts'
import { answerPage } from '../../../../../../main/hosts/electron/decisions/page-files.ts'

const file = (text: string) => ({ type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(text) })
const files = new Map([
  ['index.html', file('page')],
  ['assets/a-1.js', file('script')],
])
const get = (address: string, method = 'GET') => answerPage(method, address, files)

describe('answerPage', () => {
  it.each([
    ['app://ui/', 'page'],
    ['app://ui/index.html', 'page'],
    ['app://ui/assets/a-1.js', 'script'],
  ])('serves %s', (address, text) => {
    const { status, bytes } = get(address)
    expect([status, new TextDecoder().decode(bytes)]).toEqual([200, text])
  })

  it.each([
    ...[
      'app://ui/../index.html',
      'app://ui/assets/../index.html',
      'app://ui/./index.html',
      'app://ui//index.html',
    ],
    ...[
      'app://ui/%2e%2e/index.html',
      'app://ui/assets%2fa-1.js',
      'app://ui/index.html%00',
      'app://ui/index.html\0',
    ],
    ...[
      'app://ui\\index.html',
      'app://ui/assets\\a-1.js',
      'app://ui',
      'app://other/index.html',
      'app://ui.evil/index.html',
    ],
    ...['app://user@ui/index.html', 'app://ui:1/index.html', 'APP://ui/index.html', 'file:///index.html', ''],
    ...[
      'app://ui/index.html?x=1',
      'app://ui/index.html#x',
      'app://ui/assets/',
      'app://ui/nothing',
      'app://ui/constructor',
    ],
    ...['app://ui/index.html ', ' app://ui/index.html', 'app://ui/индекс.html', 'https://ui/index.html'],
  ])('has nothing at %j (D1)', (address) => {
    expect(get(address).status).toBe(404)
  })

  it.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get', ''])('does not answer %j', (method) => {
    expect(get('app://ui/', method).status).toBe(405)
  })

  it('sends the policy with every reply, also with a refusal (D2)', () => {
    const policies = [get('app://ui/'), get('app://ui/x'), get('app://ui/', 'POST')].map(
      ({ headers }) => headers,
    )
    for (const headers of policies) {
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; worker-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      )
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })
})

describe('mayLoad', () => {
  it.each([
    ...[
      'https://example.com/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'app://other/',
      'app://ui',
      'app://ui.evil/',
    ],
    ...[
      'ws://127.0.0.1/',
      'chrome://settings/',
      'blob:app://ui/x',
      'data:text/html,x',
      'devtools://devtools/x',
      '',
    ],
  ])('loads nothing from %j (D3)', (address) => {
    expect(mayLoad(address, true)).toBe(false)
  })

  it('loads the window’s own files, and developer tools in development', () => {
    expect([mayLoad('app://ui/index.html', true), mayLoad('devtools://devtools/x', false)]).toEqual([
      true,
      true,
    ])
  })
})
