import { describe, expect, it } from 'vitest'
import { violations, violationsIn } from './arrows.ts'

describe('the tree', () => {
  it('keeps every rule of the house', () => {
    expect(violations('.')).toEqual([])
  })
})

describe('violationsIn', () => {
  const kernel = { path: 'main/kernel/errors.ts', text: 'export const kernelThing = 1\n' }
  const broker = { path: 'main/broker/broker.ts', text: 'export const brokerThing = 1\n' }
  const faults = (path: string, text: string) => violationsIn([kernel, broker, { path, text }])

  it.each([
    [
      'an arrow up',
      'main/vault/x.ts',
      "import { brokerThing } from '../broker/broker.ts'\nexport const a = brokerThing\n",
    ],
    [
      'an arrow sideways',
      'main/sign-in/x.ts',
      "import { brokerThing } from '../broker/broker.ts'\nexport const a = brokerThing\n",
    ],
    [
      'a type-only arrow up',
      'main/vault/x.ts',
      "import type { brokerThing } from '../broker/broker.ts'\nexport type A = typeof brokerThing\n",
    ],
    ['a dynamic arrow up', 'main/vault/x.ts', "export const a = () => import('../broker/broker.ts')\n"],
    ['a computed import', 'main/vault/x.ts', 'export const a = (n: string) => import(n)\n'],
    ['node in a core room', 'main/vault/x.ts', "import fs from 'node:fs'\nexport const a = fs\n"],
    ['an unlisted package', 'main/vault/x.ts', "import x from 'left-pad'\nexport const a = x\n"],
    ['jose outside oauth', 'main/aws/x.ts', "import { SignJWT } from 'jose'\nexport const a = SignJWT\n"],
    ['a barrel', 'main/vault/x.ts', "export { kernelThing } from '../kernel/errors.ts'\n"],
    ['a default export', 'main/vault/x.ts', 'export default 1\n'],
    ['module-level let', 'main/vault/x.ts', 'export let a = 1\n'],
    ['a module-level cache', 'main/vault/x.ts', 'const cache = new Map()\nexport const a = () => cache\n'],
    ['a missing file', 'main/vault/x.ts', "import { b } from './y.ts'\nexport const a = b\n"],
    ['a file in no room', 'main/elsewhere/x.ts', 'export const a = 1\n'],
    ['a file that is too long', 'main/vault/x.ts', `export const a = 1\n${'// x\n'.repeat(400)}`],
    [
      'electron outside the shell',
      'main/actions/x.ts',
      "import type { App } from 'electron'\nexport type A = App\n",
    ],
  ])('finds %s', (_, path, text) => {
    expect(faults(path, text)).toHaveLength(1)
  })

  it('finds a cycle', () => {
    const a = { path: 'main/vault/a.ts', text: "import { b } from './b.ts'\nexport const a = () => b\n" }
    const b = { path: 'main/vault/b.ts', text: "import { a } from './a.ts'\nexport const b = () => a\n" }
    expect(violationsIn([a, b])).toEqual([expect.stringContaining('a cycle')])
  })

  it('lets an arrow down be', () => {
    expect(
      faults(
        'main/vault/x.ts',
        "import { kernelThing } from '../kernel/errors.ts'\nexport const a = kernelThing\n",
      ),
    ).toEqual([])
  })
})
