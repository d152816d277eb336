import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { TabKeys } from '../../../../../main/serve/browser/tab-keys.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'

const random = () => randomBytes(32).toString('hex')

describe('TabKeys', () => {
  it('changes a link into a cookie once (T16)', () => {
    const keys = new TabKeys(random, new FakeClock())
    const link = keys.newLink()
    const cookie = keys.enter(link)
    expect([keys.holds(cookie), keys.enter(link), keys.holds(link)]).toEqual([true, undefined, false])
  })

  it('takes no link that is ten minutes old: it stands in the history of a terminal (T16)', async () => {
    const clock = new FakeClock()
    const keys = new TabKeys(random, clock)
    const [early, late] = [keys.newLink(), keys.newLink()]
    await clock.advance(599_999)
    expect(keys.enter(early)).toMatch(/^[0-9a-f]{64}$/)
    await clock.advance(1)
    expect([keys.enter(late), keys.enter(late)]).toEqual([undefined, undefined])
    expect(keys.enter(keys.newLink())).toBeDefined()
  })

  it('holds no cookie that it did not give, and none that is empty or no cookie (T16)', () => {
    const keys = new TabKeys(random, new FakeClock())
    keys.enter(keys.newLink())
    expect([undefined, '', random(), 'undefined'].map((cookie) => keys.holds(cookie))).toEqual([
      ...[false, false, false, false],
    ])
  })
})
