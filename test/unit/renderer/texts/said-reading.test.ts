import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filled, piecesOf } from '../../../../preload/contract/said-form.ts'
import { inWords, saidForms } from '../../../../preload/contract/said-forms.ts'
import { sayings } from '../../../../renderer/texts/de/sayings.ts'
import { sayings as english } from '../../../../renderer/texts/en/sayings.ts'
import { inEnglish, partsOf, withoutMarks } from '../../../../renderer/texts/in-english.ts'
import { readSaid } from '../../../../renderer/texts/said-reading.ts'
import { spoken, spokenSentence } from '../../../../renderer/texts/spoken.ts'
import { englishIn } from '../../../fakes/german-sentences.ts'

const forms = Object.entries(saidForms)
const path = '/home/ada/.signet/vault.age'

/** Filled in with names that tell from where they come. */
function example(form: string, name: (hole: string) => string): string {
  const pieces = piecesOf(form)
  const values = pieces.flatMap((piece, index) => {
    const kind = pieces[index - 1]
    if (index % 3 !== 2) return []
    return [[piece, kind === '#' ? 7 : kind === '@' ? inWords('source-keys') : name(piece)] as const]
  })
  return filled(form, Object.fromEntries(values))
}

describe('readSaid', () => {
  it.each(forms)('reads %s back, and the window says it in German', (id, form) => {
    const text = example(form, (hole) => `X-${hole}`)
    expect(readSaid(text)?.id).toBe(id)
    const words = spoken(text, sayings)
    expect([words === text, englishIn([words])]).toEqual([false, []])
    const untold = id === 'vault-nobody' ? ['X-what'] : []
    const names = [...text.matchAll(/X-\w+/g)].map(([name]) => name)
    expect(names.filter((name) => !words.includes(name))).toEqual(untold)
  })

  it('finds each name that it was filled in with', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[ .:,;[(]/.test(text))
    fc.assert(
      fc.property(fc.constantFrom(...forms), name, ([id, form], value) => {
        const said = readSaid(example(form, () => value))
        const names = Object.values(said?.values ?? {}).filter((each) => typeof each === 'string')
        expect([said?.id, names.every((each) => each === value || each === '7')]).toEqual([id, true])
      }),
    )
  })

  it('reads several sentences, whatever ends one inside of another', () => {
    const why = inWords('disk-full')
    const text = `${inWords('vault-unwritten', { path, why })} ${inWords('signed-in-unsaved')}`
    expect(spoken(text, sayings)).toBe(
      `${path} ließ sich nicht speichern: Der Datenträger ist voll. Schaffen Sie Platz. Signet macht aus dem Arbeitsspeicher weiter und versucht es bei der nächsten Änderung wieder; bis das gelingt, braucht ein Neustart eine neue Anmeldung. Sie sind angemeldet, bis der Agent endet; er versucht weiter, es zu speichern.`,
    )
  })

  it('reads sources in sources, and a list of what was done', () => {
    const [role, keys] = [
      ['source-assume-role', 'role_arn', 3],
      ['source-keys', 'aws_access_key_id', 9],
    ] as const
    const source = ([what, key, line]: typeof role | typeof keys) =>
      inWords('source', { what: inWords(what), key, file: 'config', line })
    const sources = [role, keys].map(source).join(' and ')
    expect(spoken(inWords('stays-has-also', { sources }), sayings)).toBe(
      'hat auch eine Rolle, die angenommen wird (role_arn, Datei config, Zeile 3) und Zugriffsschlüssel (aws_access_key_id, Datei config, Zeile 9)',
    )
    const parts = [inWords('part-added', { count: 12 }), inWords('part-gone', { count: 1 })].join(', ')
    expect(spoken(inWords('generated', { parts }), sayings)).toBe('Profile: 12 neu, 1 entfernt.')
  })

  it('leaves what it does not know, and what is too long, as it is', () => {
    const long = `${inWords('log-gone')} ${'x. X'.repeat(2_000)}`
    for (const text of ['A disk of another Signet.', 'acme · dev', '', long, '{path}', '__proto__'])
      expect([readSaid(text), spoken(text, sayings)]).toEqual([undefined, text])
  })

  it('is not held up by a text that is made to', () => {
    const odd = [' (', ', ', ' file line ', ' stays: ', ' and ', '. A', 'Profiles: ']
    const text = odd.map((part) => part.repeat(60)).join('')
    // No measure: a reader that goes back would not be done this year.
    expect(readSaid(text)).toBeUndefined()
  })
})

describe('spokenSentence', () => {
  it('says by a mark that a sentence stayed English, and marks none in an English window', () => {
    const text = 'The moon is full.'
    expect(partsOf(spokenSentence(text, sayings))).toEqual([{ text, isEnglish: true }])
    expect(spokenSentence(text, english)).toBe(text)
    const after = `${inWords('log-gone')} ${text}`
    expect(partsOf(spokenSentence(after, sayings))).toEqual([
      { text: 'Der Verlauf war weg. ', isEnglish: false },
      { text, isEnglish: true },
    ])
    expect(withoutMarks(spokenSentence(after, sayings))).toBe(`Der Verlauf war weg. ${text}`)
  })

  it('takes no name inside of a sentence for one of the agent', () => {
    const profile = inWords('log-gone')
    expect(spokenSentence(inWords('not-ready', { profile }), sayings)).toBe(
      'The log was gone. ist nicht angemeldet.',
    )
  })

  it('cannot be led astray by marks in what it quotes', () => {
    expect(partsOf(`So: ${inEnglish('a\uFDD1b\uFDD0c')}.`)).toEqual([
      { text: 'So: ', isEnglish: false },
      { text: 'abc', isEnglish: true },
      { text: '.', isEnglish: false },
    ])
  })
})
