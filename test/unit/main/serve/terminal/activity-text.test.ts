import { describe, expect, it } from 'vitest'
import { activityLine, healthText } from '../../../../../main/serve/terminal/activity-text.ts'
import { spanOption } from '../../../../../main/serve/terminal/span-option.ts'
import { styleFor } from '../../../../../main/serve/terminal/style.ts'
import type { ActivityView } from '../../../../../preload/contract/activity-views.ts'
import { terminalRequest } from '../../../../fakes/terminal-io.ts'

const style = styleFor(terminalRequest([]), 'stdout')
const time = new Date(2026, 0, 2, 3, 4, 5).getTime()
const line = (view: Partial<ActivityView>, withDay = false) =>
  activityLine({ seq: 1, time, event: 'served', ...view }, style, { isOfDays: withDay })

describe('activityLine', () => {
  it('says who got what', () => {
    const served = line({
      profile: 'dev',
      channel: 'credential-process',
      accountId: '111122223333',
      principal: 'arn:aws:sts::111122223333:assumed-role/Dev/ann',
      key: 'A1B2',
      expires: time + 600_000,
      cached: false,
      milliseconds: 312,
      consumer: {
        how: 'verified',
        program: { pid: 4, exe: '/usr/bin/python3.11', script: '/usr/bin/aws' },
        tty: '/dev/pts/3',
      },
    })
    expect(served).toBe(
      '03:04:05  served          dev                 aws (python3.11) on pts/3, verified   ' +
        'credential-process, 111122223333 assumed-role/Dev/ann, key …A1B2, 10 min left, took 312 ms\n',
    )
  })

  it('says who decided, and how much is missing', () => {
    const by = { how: 'verified' as const, program: { pid: 7, exe: '/usr/bin/bash' } }
    expect(line({ event: 'approved', profile: 'p', consumer: { how: 'unknown' }, by, note: 'once' })).toMatch(
      /^03:04:05 {2}approved .* a program, unknown .* once, by bash, verified\n$/,
    )
    expect(line({ event: 'policy-changed', by })).toContain('bash, verified')
    expect(line({ event: 'gap', note: 'Lines were gone.', count: 3 }, true)).toMatch(
      /^2026-01-02 03:04:05 {2}gap .*Lines were gone\., 3 lines\n$/,
    )
    expect(
      line({ event: 'denied', code: 'consent-denied', consumer: { how: 'claimed', program: { pid: 9 } } }),
    ).toContain('pid 9, claimed')
  })

  it('lets no name move the cursor (T15)', () => {
    expect(line({ profile: 'a\u001b[2J', note: 'b\u202e\n' })).toMatch(/a\?\[2J .* b\?\?\n$/)
  })
})

describe('healthText', () => {
  it('is empty as a rule, and warns of lines that wait or were lost', () => {
    expect(healthText({ fault: null, waiting: 4, dropped: 0 }, style)).toBe('')
    expect(healthText({ fault: 'The disk is full.', waiting: 4, dropped: 2 }, style)).toBe(
      'Warning The disk is full. Lines that wait: 4.\nWarning Lines that found no room and were not written: 2.\n',
    )
  })
})

describe('spanOption', () => {
  it('reads spans as they are written, and no others', () => {
    expect(['90s', '5m', '1h', '2d', '0s'].map((text) => spanOption('since', text))).toEqual([
      90, 300, 3600, 172_800, 0,
    ])
    for (const text of ['', '5', 'm', '1.5h', '-1h', '1w', '1H', '1 h', '9999999s']) {
      expect(() => spanOption('since', text)).toThrow('--since is a span like 90s, 5m, 1h or 2d.')
    }
  })
})
