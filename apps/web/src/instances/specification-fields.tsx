import { SPECIFICATION_RANGES, type SpecificationName } from '@gantry/rules'
import { SimpleGrid } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { RangeField } from '../form/range-field.tsx'
import { useText } from '../i18n/text.ts'

/** A cleared field holds an empty text until it is refused. */
export type SpecificationValues = Record<SpecificationName, number | string>

const NAMES: readonly SpecificationName[] = ['maxTopics', 'inboundTps', 'outboundTps']

interface SpecificationFieldsProps {
  readonly inputPropsOf: (name: SpecificationName) => GetInputPropsReturnType
}

export function SpecificationFields({ inputPropsOf }: SpecificationFieldsProps) {
  const t = useText()
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }}>
      {NAMES.map(name => (
        <RangeField
          key={name}
          label={t(`instances:specification.${name}`)}
          hint={t(`instances:specificationHint.${name}`)}
          range={SPECIFICATION_RANGES[name]}
          {...inputPropsOf(name)}
        />
      ))}
    </SimpleGrid>
  )
}
