import { describe, expect, it } from 'vitest'
import { tables } from '../../../../renderer/texts/en/tables.ts'
import { columnChoices, shownColumns } from '../../../../renderer/ui/column-choices.ts'
import type { MenuItem } from '../../../../renderer/ui/menu.tsx'

const columns = [
  { id: 'name', title: 'Profile', isAlways: true },
  { id: 'role', title: 'Role' },
  { id: 'region', title: 'Region' },
]

function choices(hidden: readonly string[] | undefined, fitting: readonly string[] | undefined = undefined) {
  const changes: (readonly string[])[] = []
  const made = columnChoices({
    ...{ table: 'profiles', columns, hidden, fitting, texts: tables },
    change: (ids) => changes.push(ids),
  })
  const items = made.items.filter((item): item is MenuItem => item !== 'line')
  return { ...made, items, changes, item: (id: string) => items.find((each) => each.id === id) }
}

describe('shownColumns', () => {
  it('leaves out what was put away, but for the name, and knows no column that is gone', () => {
    const ids = (hidden?: readonly string[]) => shownColumns(columns, hidden).map(({ id }) => id)
    expect([ids(), ids(['region']), ids(['name', 'role', 'gone', '__proto__'])]).toEqual([
      ['name', 'role', 'region'],
      ['name', 'role'],
      ['name', 'region'],
    ])
  })
})

describe('columnChoices', () => {
  it('puts one away and brings it back, each time leaving the others', () => {
    const first = choices(undefined)
    first.item('role')?.run()
    const second = choices(['role', 'gone'])
    second.item('role')?.run()
    second.item('region')?.run()
    expect([first.changes, second.changes]).toEqual([[['role']], [['gone'], ['role', 'gone', 'region']]])
  })

  it('ticks what is shown, says where there is no room, and never puts the name away', () => {
    const { items } = choices(['region'], ['name'])
    expect(items.map(({ id, isChecked, isDisabled, note }) => ({ id, isChecked, isDisabled, note }))).toEqual(
      [
        { id: 'name', isChecked: true, isDisabled: true, note: undefined },
        { id: 'role', isChecked: true, isDisabled: false, note: 'no room now' },
        { id: 'region', isChecked: false, isDisabled: false, note: undefined },
        { id: 'automatic', isChecked: undefined, isDisabled: false, note: undefined },
      ],
    )
  })

  it('goes back to the automatic rule in one press, where there is something to go back from', () => {
    const { item, changes } = choices(['role', 'region'])
    item('automatic')?.run()
    expect(changes).toEqual([[]])
    expect([
      choices([]).item('automatic')?.isDisabled,
      choices(['gone']).item('automatic')?.isDisabled,
    ]).toEqual([true, true])
  })

  it('gives the palette the same, under names that say what happens', () => {
    const { commands, changes } = choices(['region'])
    expect(commands.map(({ title }) => title)).toEqual([
      'Hide the column Role',
      'Show the column Region',
      'Columns: All that have room',
    ])
    for (const { run } of commands) run()
    expect(changes).toEqual([['region', 'role'], [], []])
    expect(choices([]).commands.map(({ id }) => id)).toEqual([
      'columns-profiles-role',
      'columns-profiles-region',
    ])
  })
})
