import { administrators, type Policy } from '../platform/http/policy.ts'

export const sandboxPolicy: Policy = {
  sandboxFaultList: administrators,
  sandboxFaultCreate: administrators,
  sandboxFaultDelete: administrators,
}
