import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../renderer/commands/commands.ts'
import { strokeFor } from '../../../../renderer/commands/key-strokes.ts'

const command = (id: string, keys: string): Command => ({ id, keys, title: id, group: 'window', run() {} })
const stroke = { key: '', ctrl: false, meta: false, alt: false, inText: false }
const all = [
  command('palette', 'mod+k'),
  command('profiles', 'g p'),
  command('search', '/'),
  command('keys', '?'),
]

function pressed(changes: Partial<typeof stroke>, begun?: string, isMac = false, commands = all) {
  const result = strokeFor(commands, { ...stroke, ...changes }, begun, isMac)
  return result.kind === 'run' ? result.command.id : result.kind
}

describe('strokeFor', () => {
  it('runs by one key, by two, and by Ctrl or Command', () => {
    expect([
      pressed({ key: '?' }),
      pressed({ key: 'g' }),
      pressed({ key: 'p' }, 'g'),
      pressed({ key: 'k', ctrl: true }),
      pressed({ key: 'k', meta: true }, undefined, true),
      pressed({ key: 'k', meta: true }),
      pressed({ key: 'x' }, 'g'),
    ]).toEqual(['keys', 'begun', 'profiles', 'palette', 'palette', 'nothing', 'nothing'])
  })

  it('leaves typing alone, but for Ctrl', () => {
    expect([pressed({ key: '/', inText: true }), pressed({ key: 'k', ctrl: true, inText: true })]).toEqual([
      'nothing',
      'palette',
    ])
  })

  it('leaves a row’s keys to whoever types, and Escape to the place', () => {
    const ofRow = { ...command('copy', 'mod+c'), isOfRow: true }
    const some = [...all, ofRow, command('close', 'Escape')]
    expect([
      pressed({ key: 'c', ctrl: true }, undefined, false, some),
      pressed({ key: 'c', ctrl: true, inText: true }, undefined, false, some),
      pressed({ key: 'Escape', inText: true }, undefined, false, some),
    ]).toEqual(['copy', 'nothing', 'close'])
  })

  it('gives a key to what came last: a place goes before the frame', () => {
    expect(pressed({ key: '/' }, undefined, false, [...all, command('filter', '/')])).toBe('filter')
  })
})
