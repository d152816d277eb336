import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { exportLine } from '../../../../renderer/features/profiles/profile-actions.ts'

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
