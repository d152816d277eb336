import { describe, expect, it } from 'vitest'
import { CallPace, mayCall, type Sender } from '../../../../../../main/hosts/electron/decisions/call-gate.ts'

const own: Sender = {
  ...{ origin: 'app://ui', url: 'app://ui/index.html', isMainFrame: true },
  ...{ isDetached: false, isOurWindow: true },
}

describe('mayCall', () => {
  it('lets the window’s own page call', () => {
    expect(mayCall(own)).toBe(true)
  })

  it.each([
    ['a frame that is gone', null],
    ['a frame within the page', { ...own, isMainFrame: false }],
    ['a page that is being left', { ...own, isDetached: true }],
    ['another window', { ...own, isOurWindow: false }],
    ['an empty page', { ...own, origin: 'null', url: 'about:blank' }],
    ['a page without an address', { ...own, url: '' }],
    ['a page without an origin', { ...own, origin: '' }],
    ['another host', { ...own, origin: 'app://other', url: 'app://other/index.html' }],
    ['a host that begins alike', { ...own, origin: 'app://ui.evil', url: 'app://ui.evil/' }],
    ['another scheme', { ...own, origin: 'https://ui', url: 'https://ui/index.html' }],
    ['an origin that says another thing than the address', { ...own, origin: 'https://evil.tld' }],
    ['an address that says another thing than the origin', { ...own, url: 'https://evil.tld/' }],
    ['an address in other letters', { ...own, url: 'APP://UI/index.html' }],
  ])('refuses %s (T16)', (_, sender) => {
    expect(mayCall(sender)).toBe(false)
  })
})

describe('CallPace', () => {
  it('says no to a flood, and yes again a second later (T27)', () => {
    const pace = new CallPace()
    const accepted = (now: number) =>
      Array.from({ length: 1_000 }, () => pace.accepts(now)).filter(Boolean).length
    expect([accepted(5_000), accepted(5_999), accepted(6_000)]).toEqual([400, 0, 400])
  })
})
