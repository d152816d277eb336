import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { canBecomeDefault, exportLine } from '../../../../renderer/features/profiles/profile-actions.ts'

describe('exportLine', () => {
  it.each(['shop-dev', 'a b', "it's", '$(id)', '`id`', '"', 'x;y', '-n', 'ü'])(
    'a shell reads back exactly the name: %j (T25)',
    (name) => {
      const { stdout } = spawnSync('/bin/sh', ['-c', `${exportLine(name)}; printf %s "$AWS_PROFILE"`], {
        encoding: 'utf8',
        env: {},
      })
      expect(stdout).toBe(name)
    },
  )
})

describe('canBecomeDefault', () => {
  it('is so of what Signet serves, but not of the default nor of what follows it', () => {
    const profile = (name: string, isDefault: boolean, source: 'signet' | 'none' = 'signet') =>
      canBecomeDefault({ name, isDefault, source })
    expect([
      profile('shop-dev', false),
      profile('shop-dev', true),
      profile('default', false),
      profile('raw', false, 'none'),
    ]).toEqual([true, false, false, false])
  })
})
