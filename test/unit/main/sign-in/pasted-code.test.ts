import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPastedCode } from '../../../../main/sign-in/pasted-code.ts'

const state = '0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4'
const read = { kind: 'code', state, code: 'ABC-123' }
/** As the confirmation page shows it; two characters of padding. */
const asShown = 'c3RhdGU9MGQzZjZlMWEtOWE1NS00ZTBiLThmMWQtN2MyZjUxYjNhOWQ0JmNvZGU9QUJDLTEyMw=='
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('readPastedCode', () => {
  const forms: readonly (readonly [what: string, pasted: string])[] = [
    ['as the page shows it', asShown],
    ['without padding', asShown.replace(/=+$/, '')],
    ['with half its padding', asShown.slice(0, -1)],
    ['with percent-encoded padding', asShown.replaceAll('=', '%3D')],
    ['with blanks around it', `  \t${asShown} \r\n`],
    ['broken into lines', asShown.replaceAll(/.{16}/g, '$&\r\n  ')],
    ['in quotes', `"${asShown}"`],
    ['in typographic quotes', `“${asShown}”`],
    ['in backticks, with a comma', `\`${asShown}\`,`],
    ['with a byte order mark and a zero-width space', `\ufeff${asShown}\u200b`],
    ['as a bracketed paste', `\u001b${asShown}`],
    ['the other way round', base64(`code=ABC-123&state=${state}`)],
    ['with members of no meaning', base64(`a=1&code=ABC-123&state=${state}&b=`)],
    ['with a leading question mark', base64(`?code=ABC-123&state=${state}`).replaceAll('=', '')],
    ['as a query string in clear', `state=${state}&code=ABC-123`],
    ['as a query string with a question mark', `?code=ABC-123&state=${state}`],
    [
      'as a whole address',
      `https://us-east-1.signin.aws.amazon.com/v1/sessions/confirmation?state=${state}&code=ABC-123`,
    ],
    [
      'as an address with a fragment',
      `https://us-east-1.signin.aws.amazon.com/x#state=${state}&code=ABC-123`,
    ],
    [
      'as a quoted address in two lines',
      `'https://us-east-1.signin.aws.amazon.com/x?state=${state}\n&code=ABC-123'`,
    ],
  ]
  for (const [what, pasted] of forms)
    it(`reads it ${what}`, () => expect(readPastedCode(pasted)).toEqual(read))

  it('reads the url-safe alphabet', () => {
    const query = `state=${state}&code=\u003e\u003e\u003e???~~~\u007e`
    const pasted = Buffer.from(query).toString('base64url')
    expect(pasted).toMatch(/[-_]/)
    expect(readPastedCode(pasted)).toEqual({ kind: 'code', state, code: '>>>???~~~~' })
  })

  it('reads a refusal', () => {
    expect(readPastedCode(base64(`state=${state}&error=access_denied`))).toEqual({
      kind: 'refused',
      state,
      error: 'access_denied',
      text: 'access_denied',
    })
  })

  const faults: readonly (readonly [fault: string, what: string, pasted: string])[] = [
    ['empty', 'nothing', ''],
    ['empty', 'blanks and quotes', ' "" \n'],
    ['too-long', 'a whole file', 'A'.repeat(8193)],
    ['not-a-code', 'words', 'I do not know'],
    ['not-a-code', 'an odd number of letters', 'A'.repeat(5)],
    ['not-a-code', 'bytes that are no text', Buffer.from([0xff, 0xfe, 0xfd]).toString('base64')],
    ['not-a-code', 'two codes', base64(`state=${state}&code=a&code=b`)],
    ['not-a-code', 'a code with a control character', base64(`state=${state}&code=a%00`)],
    ['not-a-code', 'a code and an error', base64(`state=${state}&code=a&error=b`)],
    ['incomplete', 'base64 of something else', base64('hello there')],
    ['incomplete', 'no state', base64('code=ABC-123')],
    ['incomplete', 'no code', base64(`state=${state}`)],
    ['incomplete', 'an empty code', base64(`state=${state}&code=`)],
    ['incomplete', 'the first line of it', asShown.slice(0, 40)],
    [
      'address-to-open',
      'the page to open',
      `https://us-east-1.signin.aws.amazon.com/v1/authorize?response_type=code&state=${state}&code_challenge=abc`,
    ],
  ]
  for (const [fault, what, pasted] of faults) {
    it(`says ${fault} to ${what}`, () =>
      expect(readPastedCode(pasted)).toEqual({ kind: 'unreadable', fault }))
  }

  it('finds the code in every form that copying may give it', () => {
    const code = fc.string({ unit: fc.constantFrom(...'ABCxyz019-._~+/= %&?'), minLength: 1, maxLength: 80 })
    const mangled = fc.tuple(code, fc.boolean(), fc.boolean(), fc.boolean(), fc.nat(76))
    fc.assert(
      fc.property(mangled, ([secret, urlSafe, padded, stateFirst, wrapAt]) => {
        const members = [`state=${state}`, `code=${encodeURIComponent(secret)}`]
        const query = (stateFirst ? members : members.reverse()).join('&')
        let pasted = Buffer.from(query).toString('base64')
        if (urlSafe) pasted = pasted.replaceAll('+', '-').replaceAll('/', '_')
        if (!padded) pasted = pasted.replace(/=+$/, '')
        if (wrapAt > 0) pasted = pasted.replaceAll(new RegExp(`.{${wrapAt}}`, 'g'), '$&\n')
        expect(readPastedCode(pasted)).toEqual({ kind: 'code', state, code: secret })
      }),
      { numRuns: 5_000 },
    )
  })

  it('never throws, out of 100,000 pastes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...['state=', 'code=', 'error=', '&', '?', '#', '=', '%', '%3D', '%ff', asShown, state],
      ),
      fc.constantFrom(
        ...['"', '\n', '\u0000', '\ud800', '\u{1f511}', '\u202e', 'c3Rh', 'dGU9', '-_', '/w=='],
      ),
      fc.string({ maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        expect(['code', 'refused', 'unreadable']).toContain(readPastedCode(pieces.join('')).kind)
      }),
      { numRuns: 100_000 },
    )
  })
})
