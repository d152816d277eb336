import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CredentialSourceKind } from '../../../../main/config/credential-source.ts'
import { toolFamilies, winnerOf } from '../../../../main/config/precedence.ts'

const all: readonly CredentialSourceKind[] = [
  ...(['assume-role', 'web-identity', 'sso', 'static-in-credentials', 'static-in-config'] as const),
  ...(['login-session', 'credential-process'] as const),
]
const winners = (...kinds: CredentialSourceKind[]) =>
  toolFamilies.map((family) => winnerOf(family, new Set(kinds)))

describe('winnerOf', () => {
  it('is nothing where there is nothing, and the one where there is one', () => {
    expect(winners()).toEqual(toolFamilies.map(() => undefined))
    for (const kind of all) expect(winners(kind)).toEqual(toolFamilies.map(() => kind))
  })

  it('differs between the families', () => {
    const [keys, login, run] = ['static-in-credentials', 'login-session', 'credential-process'] as const
    expect(winners(keys, run)).toEqual([keys, keys, keys, run, run])
    expect(winners('static-in-config', run)).toEqual([
      run,
      ...['static-in-config', 'static-in-config'],
      run,
      run,
    ])
    expect(winners('sso', 'assume-role')).toEqual([...Array(3).fill('assume-role'), 'sso', 'assume-role'])
    expect(winners(login, run)).toEqual([login, run, 'unknown', login, login])
    expect(winners(login, 'assume-role')).toEqual(Array(5).fill('assume-role'))
  })

  it('takes keys first in JavaScript for a profile that another one is assumed with', () => {
    const kinds = new Set<CredentialSourceKind>(['assume-role', 'static-in-config'])
    expect([winnerOf('javascript', kinds, true), winnerOf('javascript', kinds)]).toEqual([
      'static-in-config',
      'assume-role',
    ])
    expect(winnerOf('aws-cli', kinds, true)).toBe('assume-role')
  })

  it('is always one that is there, or not known', () => {
    fc.assert(
      fc.property(fc.subarray([...all], { minLength: 1 }), fc.boolean(), (kinds, via) => {
        for (const family of toolFamilies) {
          expect([...kinds, 'unknown']).toContain(winnerOf(family, new Set(kinds), via))
        }
      }),
    )
  })
})
