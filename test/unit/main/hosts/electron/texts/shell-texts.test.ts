import { describe, expect, it } from 'vitest'
import { menuText, plainText } from '../../../../../../main/hosts/electron/texts/plain-text.ts'
import { shellTexts } from '../../../../../../main/hosts/electron/texts/shell-texts.ts'
import { spanWords } from '../../../../../../main/hosts/electron/texts/span-words.ts'

describe('shellTexts', () => {
  it('follows the choice, else the system', () => {
    const quit = (chosen: 'system' | 'en' | 'de', system: string) => shellTexts(chosen, system).tray.quit
    expect([
      quit('system', 'de-AT'),
      quit('system', 'en-GB'),
      quit('en', 'de'),
      quit('de', 'fr'),
      quit('system', ''),
    ]).toEqual([...['Signet beenden', 'Quit Signet', 'Quit Signet', 'Signet beenden', 'Quit Signet']])
  })

  it('has every word in both languages, with no exclamation mark', () => {
    const words = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : typeof value === 'function'
          ? words((value as (...all: unknown[]) => unknown)(1, 'x'))
          : Object.values(value as object).flatMap(words)
    for (const language of ['en', 'de'] as const) {
      const said = words(shellTexts(language, ''))
      expect(said.filter((word) => word === '' || /!|undefined/.test(word))).toEqual([])
    }
  })
})

describe('spanWords', () => {
  it('never says more than there is', () => {
    const second = 1_000
    const all = [-5, 0, 59, 119, 120, 3_599, 7_199, 7_200, 11_100, 172_799, 172_800, 180_000]
    expect(all.map((seconds) => spanWords(seconds * second + 999, shellTexts('en', '')))).toEqual([
      ...[
        '0 s',
        '0 s',
        '59 s',
        '119 s',
        '2 min',
        '59 min',
        '119 min',
        '2 h',
        '3 h 5 min',
        '47 h 59 min',
        '2 d',
        '2 d 2 h',
      ],
    ])
  })
})

describe('plainText', () => {
  it('keeps a text in one line that hides nothing', () => {
    expect(plainText(' a\u202eb\u0007c\n ')).toBe('a?b?c?')
    expect([...plainText('x'.repeat(10_000))]).toHaveLength(60)
  })

  it('marks no key in a menu', () => {
    expect(menuText('R&D & more')).toBe('R&&D && more')
  })
})
