import type { SigninControl } from './signin-control.ts'

type Body = Readonly<Record<string, unknown>>

/** What another process may steer of Sign-In's control plane, by the name of the call. */
export function signinControlPosts(
  control: SigninControl,
): Readonly<Record<string, (body: Body) => unknown>> {
  return {
    network: (network) => {
      control.setNetwork(Object.keys(network).length === 0 ? undefined : network)
      return control.gate.network
    },
    'signin-control': (settings) => {
      control.change(settings)
      return control.settings
    },
    'access-key': ({ longTerm, principal, seconds }) => {
      if (typeof principal !== 'string') throw new TypeError('principal is a text.')
      if (seconds !== undefined && typeof seconds !== 'number') throw new TypeError('seconds is a number.')
      return control.accessKey(principal, {
        longTerm: longTerm === true,
        ...(seconds === undefined ? {} : { seconds }),
      })
    },
  }
}

/** What another process may read of it. */
export function signinControlGets(control: SigninControl): Readonly<Record<string, () => unknown>> {
  return {
    'signin-control': () => ({
      settings: control.settings,
      network: control.gate.network,
      organizations: control.organizations,
      enabledTargets: control.enabledTargets(),
    }),
  }
}
