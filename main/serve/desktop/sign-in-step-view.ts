import type { SignInStepView } from '../../../preload/contract/task-views.ts'
import type { SignInStep } from '../../sign-in/flow.ts'

/** A step without what a window has no use for; addresses as text. */
export function signInStepView(step: SignInStep): SignInStepView {
  switch (step.kind) {
    case 'showing-code':
      return {
        kind: step.kind,
        userCode: step.userCode,
        url: (step.verificationUriComplete ?? step.verificationUri).href,
        until: step.until,
      }
    case 'opening-browser':
    case 'waiting-for-browser':
      return { ...step, url: step.url.href }
    case 'waiting-for-code': {
      const { problem, ...rest } = step
      return { ...rest, url: step.url.href, ...(problem === undefined ? {} : { problem }) }
    }
    case 'preparing': {
      if (!('because' in step)) return step
      const { because, ...rest } = step
      return { ...rest, ...(because === undefined ? {} : { because }) }
    }
    default:
      return step
  }
}
