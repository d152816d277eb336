/**
 * The steps of a sign-in, as a terminal tells them.
 *
 * @module
 */
import { assertNever } from '../../kernel/assert-never.ts'
import type { FlowReason } from '../../sign-in/choose-flow.ts'
import type { SignInStep } from '../../sign-in/flow.ts'
import { printable } from './style.ts'

/** What to write when a sign-in gets to `step`; empty where there is nothing to say. */
export function stepText(step: SignInStep): string {
  switch (step.kind) {
    case 'preparing':
      return 'name' in step
        ? `Signing in to IAM Identity Center as ${printable(step.name)}: ${printable(step.startUrl)}.\n${flowText(step.because)}`
        : `Signing in to AWS in ${printable(step.region)}.\n`
    case 'registering':
      return `Registering this computer with IAM Identity Center in ${printable(step.region)}.\n`
    case 'showing-code':
      return `Open this address in any browser, and allow the sign-in only if the page shows this code:\n\n  ${(step.verificationUriComplete ?? step.verificationUri).href}\n\n  ${printable(step.userCode)}\n\nWaiting until ${clockTime(step.until)}. Ctrl-C cancels.\n`
    case 'opening-browser':
      return 'Your browser opens now.\n'
    case 'waiting-for-browser':
      return `${step.opened ? 'If the page does not open, use' : 'Open'} this address in a browser on this machine:\n\n  ${step.url.href}\n\nWaiting until ${clockTime(step.until)}. Ctrl-C cancels.\n`
    case 'waiting-for-code':
      // What was wrong with the last code is in the prompt's own question.
      return step.problem === undefined
        ? `Open this address in any browser, sign in, and bring back the code it shows:\n\n  ${step.url.href}\n\nWaiting until ${clockTime(step.until)}. Ctrl-C cancels.\n`
        : ''
    case 'exchanging':
      return 'Confirmed.\n'
    case 'signed-in':
      return ''
    default:
      return assertNever(step)
  }
}

/** A device code that nobody asked for has its reason said. */
function flowText(because: FlowReason | undefined): string {
  switch (because) {
    case 'over-ssh':
      return 'Using a device code, because this is an SSH session.\n'
    case 'no-display':
      return 'Using a device code, because there is no display here to open a browser on.\n'
    case 'asked':
    case 'usual':
    case undefined:
      return ''
    default:
      return assertNever(because)
  }
}

/** `18:40`, in the person's zone. */
function clockTime(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toTimeString().slice(0, 5)
}
