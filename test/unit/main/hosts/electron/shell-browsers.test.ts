import { describe, expect, it } from 'vitest'
import { shellBrowsers } from '../../../../../main/hosts/electron/shell-browsers.ts'
import { FakeBrowsers } from '../../../../fakes/fake-browsers.ts'

const choice = { browser: 'google-chrome', profile: 'Profile 1' }
const signIn = 'https://us-east-1.signin.aws.amazon.com/v1/authorize'

describe('shellBrowsers', () => {
  it('hands a chosen browser the pages that the shell opens, and no other (T17)', async () => {
    const node = new FakeBrowsers()
    const browser = await shellBrowsers(node, ['https://stand-in.example']).chosen(choice, {})
    const pages = [
      ...[signIn, 'http://127.0.0.1:4711/open/abc', 'https://stand-in.example/x'],
      ...['https://elsewhere.example/', 'https://signin.aws.evil.example/', 'https://user@signin.aws/'],
    ]
    const opened = await Promise.all(pages.map((address) => browser?.open(new URL(address))))
    expect(opened).toEqual([true, true, true, false, false, false])
    expect(node.opened).toEqual(pages.slice(0, 3).map((url) => ({ choice, url })))
    expect(browser?.available()).toBe(true)
  })

  it('has no browser where there is none, and lists what there is', async () => {
    const node = new FakeBrowsers()
    const browsers = shellBrowsers(node, [])
    expect(await browsers.chosen({ browser: 'brave-browser' }, {})).toBeUndefined()
    expect([await browsers.found(), browsers.nameOf('firefox'), browsers.folders()]).toEqual([
      ...[node.machine, 'Firefox'],
      [],
    ])
  })
})
