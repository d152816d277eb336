import { describe, expect, it } from 'vitest'
import { chooseFlow } from '../../../../main/sign-in/choose-flow.ts'

describe('chooseFlow', () => {
  const code = 'authorization-code'
  const table = [
    [undefined, true, false, code, 'usual'],
    [undefined, true, true, 'device', 'over-ssh'],
    [undefined, false, true, 'device', 'over-ssh'],
    [undefined, false, false, 'device', 'no-display'],
    [code, true, false, code, 'asked'],
    [code, false, false, code, 'asked'],
    [code, true, true, code, 'asked'],
    [code, false, true, code, 'asked'],
    ['device', true, false, 'device', 'asked'],
    ['device', false, false, 'device', 'asked'],
    ['device', true, true, 'device', 'asked'],
    ['device', false, true, 'device', 'asked'],
  ] as const
  for (const [asked, hasScreen, overSsh, flow, because] of table) {
    const here = `${hasScreen ? 'a' : 'no'} screen${overSsh ? ', over SSH' : ''}`
    it(`takes ${flow} (${because}) with ${here}, asked for ${asked ?? 'nothing'} (T12)`, () => {
      expect(chooseFlow({ asked, hasScreen, overSsh })).toEqual({ flow, because })
    })
  }
})
