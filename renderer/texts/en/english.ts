import { frame } from './frame.ts'
import { signIn } from './sign-in.ts'
import { tasks } from './tasks.ts'

export const english = {
  language: 'en',
  frame,
  signIn,
  tasks,
}
