import { describe, expect, it } from 'vitest'
import { beginAt, keepAddress } from '../../../../renderer/mirror/keep-address.ts'
import { createView } from '../../../../renderer/mirror/view.ts'

/** A page with a history as a browser keeps it. */
function page(begun = '') {
  const entries: { hash: string; state: unknown }[] = [{ hash: begun, state: null }]
  let at = 0
  let onPop = () => {}
  const go = (to: number) => {
    at = to
    onPop()
  }
  const put = (state: unknown, _: string, address?: string | URL | null) => {
    entries[at] = { hash: String(address), state }
  }
  return {
    location: {
      get hash() {
        return entries[at]?.hash ?? ''
      },
    },
    history: {
      get state(): unknown {
        return entries[at]?.state
      },
      replaceState: put,
      pushState(state: unknown, title: string, address?: string | URL | null) {
        entries.splice(at + 1)
        at += 1
        put(state, title, address)
      },
      back: () => go(at - 1),
    },
    forward: () => go(at + 1),
    type: (hash: string) => {
      entries.splice(at + 1)
      entries.push({ hash, state: null })
      go(at + 1)
    },
    hashes: () => entries.map(({ hash }) => hash),
    addEventListener: (_: 'popstate', listener: () => void) => {
      onPop = listener
    },
  }
}

function kept(begun = '') {
  const shown = page(begun)
  const view = createView(beginAt(shown))
  keepAddress(view, shown)
  const looking = () => {
    const { place, detail } = view.getState()
    return detail === undefined ? place : `${place}/${detail}`
  }
  return { shown, view, looking }
}

describe('keepAddress', () => {
  it('begins where the address says, and at the profiles where it says nothing', () => {
    expect(kept('#/config/problems').looking()).toBe('config/problems')
    const none = kept('#content')
    expect([none.looking(), none.shown.location.hash]).toEqual(['profiles', '#/profiles'])
  })

  it('goes back and forward through places', () => {
    const { shown, view, looking } = kept()
    view.setState({ place: 'accounts', detail: undefined })
    view.setState({ place: 'settings', detail: undefined })
    shown.history.back()
    expect(looking()).toBe('accounts')
    shown.history.back()
    expect(looking()).toBe('profiles')
    shown.forward()
    expect([looking(), shown.hashes()]).toEqual(['accounts', ['#/profiles', '#/accounts', '#/settings']])
  })

  it('takes opening for a step, and moving along a list for none', () => {
    const { shown, view, looking } = kept()
    view.setState({ detail: 'a' })
    view.setState({ detail: 'b' })
    expect(shown.hashes()).toEqual(['#/profiles', '#/profiles/b'])
    shown.history.back()
    expect(looking()).toBe('profiles')
  })

  it('does not ask for Back twice where something was closed by hand', () => {
    const { shown, view, looking } = kept()
    view.setState({ place: 'accounts' })
    view.setState({ place: 'profiles' })
    view.setState({ detail: 'a' })
    view.setState({ detail: undefined })
    shown.history.back()
    expect(looking()).toBe('accounts')
  })

  it('closes what was open on the way back, and stays at an address that names nothing', () => {
    const { shown, view, looking } = kept()
    view.setState({ place: 'config', dialog: { name: 'keys' } })
    shown.history.back()
    expect(view.getState().dialog).toBeUndefined()
    shown.type('#/nowhere')
    expect([looking(), shown.location.hash]).toEqual(['profiles', '#/profiles'])
  })

  it('takes the skip to the content for no step', () => {
    const { shown, view, looking } = kept()
    view.setState({ place: 'accounts' })
    view.setState({ place: 'config' })
    shown.type('#content')
    expect(looking()).toBe('config')
    shown.history.back()
    expect(looking()).toBe('accounts')
  })
})
