import { describe, expect, it } from 'vitest'
import {
  available,
  type Command,
  createCommands,
  noteUse,
  register,
  registerProvider,
} from '../../../../renderer/commands/commands.ts'

const command = (id: string, title = id): Command => ({ id, title, group: 'window', run() {} })

describe('createCommands', () => {
  it('has what is registered, the newest of each id, until it ends', () => {
    const store = createCommands()
    const titles = () => available(store.getState().commands).map(({ title }) => title)
    register(store, [command('a'), command('b')])
    const end = register(store, [command('a', 'another')])
    expect(titles()).toEqual(['another', 'b'])
    end()
    expect(titles()).toEqual(['a', 'b'])
  })

  it('has providers likewise', () => {
    const store = createCommands()
    const provider = { id: 'p', title: 'P', rows: () => [], actions: () => [] }
    const end = registerProvider(store, provider)
    expect(store.getState().providers).toEqual([provider])
    end()
    expect(store.getState().providers).toEqual([])
  })
})

describe('noteUse', () => {
  it('keeps the last five, the latest first, none twice', () => {
    const store = createCommands()
    for (const id of ['a', 'b', 'c', 'a', 'd', 'e', 'f']) noteUse(store, id)
    expect(store.getState().recent).toEqual(['f', 'e', 'd', 'a', 'c'])
  })
})
