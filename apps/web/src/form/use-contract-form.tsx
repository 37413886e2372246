/** A form that makes one call: checked by the contract's own schema, sent once, answered at the field or above the form. */
import { ApiError, type CallInput, type EndpointShape, type ResponseOf } from '@gantry/contract'
import { type FormErrors, type UseFormReturnType, useForm } from '@mantine/form'
import type { FormEvent } from 'react'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { ProblemSentence, type ShownProblem } from '../i18n/problem-sentence.tsx'
import { placeServerProblems, problemsOf } from './field-problems.ts'

export interface ContractFormOptions<E extends EndpointShape, Values> {
  readonly endpoint: E
  readonly initialValues: Values
  /** Fields have the names that the body has. */
  readonly toInput: (values: Values) => CallInput<E>
  /** What the schema cannot see, such as the size of a body for this type of topic; by field. */
  readonly check?: (values: Values) => Readonly<Record<string, ShownProblem | undefined>>
  readonly invalidates: readonly EndpointShape[]
  readonly onSuccess: (response: ResponseOf<E>) => void
}

export interface ContractForm<Values> {
  readonly form: UseFormReturnType<Values>
  readonly submit: (event: FormEvent<HTMLFormElement>) => void
  readonly isPending: boolean
  /** Why the person signed in may not send it. */
  readonly refusal: string | undefined
  /** What went wrong and does not stand at a field. */
  readonly failure: Error | null
  /** Takes the failure off the page. */
  dismiss(): void
}

export function useContractForm<E extends EndpointShape, Values extends Record<string, unknown>>(
  options: ContractFormOptions<E, Values>,
): ContractForm<Values> {
  const { endpoint, initialValues, toInput, check, invalidates, onSuccess } = options
  const change = useChange(endpoint, { invalidates, onSuccess })
  const form = useForm<Values>({
    initialValues,
    validateInputOnBlur: true,
    validate: values => errorsOf(endpoint, toInput(values), check?.(values) ?? {}),
  })
  const fields = Object.keys(initialValues)
  const send = (values: Values): void => {
    // A second press before the first one is answered.
    if (change.isPending) return
    change.mutate(toInput(values), {
      onError: error => {
        const placed = placeServerProblems(fieldsOf(error), fields).atFields
        form.setErrors(errorsAt(placed.map(({ path, shown }) => [path, shown])))
        focus(form, placed[0]?.path)
      },
    })
  }
  return {
    form,
    submit: form.onSubmit(send, errors => focus(form, Object.keys(errors)[0])),
    isPending: change.isPending,
    refusal: useRefusal(endpoint),
    failure: change.error && !isAllAtFields(change.error, fields) ? change.error : null,
    dismiss: change.reset,
  }
}

function errorsOf(
  endpoint: EndpointShape,
  input: { readonly body?: unknown },
  checked: Readonly<Record<string, ShownProblem | undefined>>,
): FormErrors {
  const found = endpoint.body ? problemsOf(endpoint.body, input.body) : new Map<string, ShownProblem>()
  return errorsAt([...Object.entries(checked), ...found])
}

function errorsAt(
  found: ReadonlyArray<readonly [path: string, shown: ShownProblem | string | undefined]>,
): FormErrors {
  const errors: FormErrors = {}
  for (const [path, shown] of found) {
    if (!shown) continue
    errors[path] = shownAs(shown)
    // One field may stand for several values, as keys that are typed in one line.
    const [field = path] = path.split('.')
    errors[field] ??= shownAs(shown)
  }
  return errors
}

function shownAs(problem: ShownProblem | string) {
  return typeof problem === 'string' ? problem : <ProblemSentence problem={problem} />
}

function fieldsOf(error: Error) {
  return (error instanceof ApiError && error.problem?.fields) || []
}

function isAllAtFields(error: Error, fields: readonly string[]): boolean {
  const found = fieldsOf(error)
  return found.length > 0 && placeServerProblems(found, fields).elsewhere.length === 0
}

function focus<Values>(form: UseFormReturnType<Values>, path: string | undefined): void {
  if (path !== undefined) form.getInputNode(path)?.focus()
}
