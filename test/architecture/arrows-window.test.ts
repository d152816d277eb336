import { describe, expect, it } from 'vitest'
import { violationsIn } from './arrows.ts'

const file = (path: string, text: string) => ({ path, text })

describe('the arrows of a window', () => {
  it('lets neither side import the other, but both the contract', () => {
    const contract = file('preload/contract/a.ts', 'export const a = 1')
    const kernel = file('main/kernel/k.ts', 'export const k = 1')
    const link = file('renderer/link/l.ts', 'export const l = 1')
    const found = violationsIn([
      contract,
      kernel,
      link,
      file('renderer/frame/x.ts', "import { a } from '../../preload/contract/a.ts'\nexport const x = a"),
      file('renderer/frame/y.ts', "import { k } from '../../main/kernel/k.ts'\nexport const y = k"),
      file('main/serve/desktop/z.ts', "import { l } from '../../../renderer/link/l.ts'\nexport const z = l"),
    ])
    expect(found).toEqual([
      'main/serve/desktop/z.ts: an arrow between the agent and a window: renderer/link/l.ts',
      'renderer/frame/y.ts: an arrow between the agent and a window: main/kernel/k.ts',
    ])
  })

  it('keeps React out of the mirror', () => {
    const text = "import { useState } from 'react'\nexport const s = useState"
    expect(violationsIn([file('renderer/mirror/m.ts', text)])).toEqual([
      'renderer/mirror/m.ts: package react is not listed for renderer/mirror/',
    ])
  })
})
