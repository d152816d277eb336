import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../renderer/commands/commands.ts'
import { meaningOf } from '../../../../renderer/commands/list-typing.ts'

const command = (id: string, keys?: string): Command => ({
  ...{ id, title: id, group: 'window', run() {} },
  ...(keys === undefined ? {} : { keys }),
})
const all = [
  command('sign-in', 'n'),
  command('settings', 'g s'),
  command('palette', 'mod+k'),
  command('plain'),
]

const said = (typed: string) => {
  const meaning = meaningOf(all, typed)
  return meaning.kind === 'key' ? meaning.command.id : meaning.kind
}

describe('meaningOf', () => {
  it('tells keys, what may become one, and words apart, in capitals too', () => {
    expect(['n', 'N', 'g', 'gs', 'Gs', 'ga', 'ne', 'gsu', 'k', 'p'].map(said)).toEqual([
      ...['sign-in', 'sign-in', 'begun', 'settings', 'settings'],
      ...['text', 'text', 'text', 'text', 'text'],
    ])
  })

  it('gives a key to what came last: a place goes before the frame', () => {
    const own = command('own', 'n')
    expect(meaningOf([...all, own], 'n')).toEqual({ kind: 'key', command: own })
  })
})
