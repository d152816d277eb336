import { describe, expect, it } from 'vitest'
import { codeText, noteText } from '../../../../renderer/features/activity/line-words.ts'
import { german } from '../../../../renderer/texts/de/german.ts'
import { english } from '../../../../renderer/texts/en/english.ts'

describe('codeText', () => {
  it('has a sentence in German, and plain words in English', () => {
    expect([codeText('session-missing', german), codeText('session-missing', english)]).toEqual([
      'Dafür ist niemand angemeldet. Melden Sie sich an.',
      'session missing',
    ])
  })
})

describe('noteText', () => {
  it.each([
    ['use: allow → ask', 'Werkzeuge: erlaubt → nach Rückfrage', 'tools: allowed → asked first'],
    [
      'use: deny → notify, min-remaining: none → 300 s, production → not production',
      'Werkzeuge: verweigert → erlaubt, mit Hinweis, mindestens noch gültig: ohne Grenze → 300 s, Produktion → keine Produktion',
      'tools: denied → allowed, with a notice, least time left: none → 300 s, production → not production',
    ],
    ['use: constructor → newer', 'Werkzeuge: constructor → newer', 'tools: constructor → newer'],
    ['The line is torn, and cut.', 'The line is torn, and cut.', 'The line is torn, and cut.'],
  ])('says %j in words', (note, inGerman, inEnglish) => {
    expect([noteText(note, german), noteText(note, english)]).toEqual([inGerman, inEnglish])
  })
})
