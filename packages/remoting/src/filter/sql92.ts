/**
 * Conditions on the properties of messages, in the SQL92 that brokers understand:
 *
 *     = <> < <= > >=   AND OR NOT   IS [NOT] NULL   [NOT] BETWEEN … AND …   [NOT] IN ('…', …)
 *     [NOT] CONTAINS '…'   [NOT] STARTSWITH '…'   [NOT] ENDSWITH '…'
 *
 * The grammar is that of `filter/parser/SelectorParser.jj`, with its checks: only numbers have an order, only a property can be IN.
 * What follows a complete condition is not looked at, as there.
 */
import type { Properties } from '../message/properties.ts'
import { Sql92Error, type Token, tokensOf } from './sql92-tokens.ts'
import {
  and,
  asCondition,
  type Evaluate,
  equal,
  isTrue,
  negated,
  not,
  type Ordering,
  or,
  ordered,
  type Value,
} from './sql92-values.ts'

/** What a piece of the condition is: some operators take only some. */
interface Piece {
  readonly kind: 'CONSTANT' | 'PROPERTY' | 'CONDITION' | 'VALUE'
  readonly evaluate: Evaluate
  readonly constant?: Value
}

/** Deeper nesting would overflow the stack. */
const MAX_DEPTH = 200

/**
 * @returns whether a message with such properties meets the condition
 * @throws Sql92Error
 */
export function compileSql92(expression: string): (properties: Properties) => boolean {
  const condition = conditionOf(new Parser(tokensOf(expression)).or())
  return properties => isTrue(condition, properties)
}

const MATCHERS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  CONTAINS: (text, part) => text.includes(part),
  STARTSWITH: (text, part) => text.startsWith(part),
  ENDSWITH: (text, part) => text.endsWith(part),
}

class Parser {
  private readonly tokens: readonly Token[]
  private at = 0
  private depth = 0

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  or(): Piece {
    if (++this.depth > MAX_DEPTH) throw new Sql92Error('The condition is nested too deeply.')
    let left = this.and()
    while (this.take('OR')) left = condition(or(conditionOf(left), conditionOf(this.and())))
    this.depth--
    return left
  }

  private and(): Piece {
    let left = this.equality()
    while (this.take('AND')) left = condition(and(conditionOf(left), conditionOf(this.equality())))
    return left
  }

  private equality(): Piece {
    let left = this.comparison()
    for (;;) {
      if (this.take('=')) left = condition(equalPieces(left, this.comparison()))
      else if (this.take('<>')) left = condition(not(equalPieces(left, this.comparison())))
      else if (this.take('IS')) left = this.nullCheck(left)
      else return left
    }
  }

  private nullCheck(operand: Piece): Piece {
    const isNegated = this.take('NOT')
    this.expect('NULL')
    const isNull: Evaluate = properties => operand.evaluate(properties) === null
    return condition(isNegated ? not(isNull) : isNull)
  }

  private comparison(): Piece {
    let left = this.unary()
    for (let next = this.comparisonOf(left); next !== undefined; next = this.comparisonOf(left)) left = next
    return left
  }

  private comparisonOf(left: Piece): Piece | undefined {
    for (const ordering of ['<=', '>=', '<', '>'] as const) {
      if (this.take(ordering)) return condition(orderedPieces(left, ordering, this.unary()))
    }
    const isNegated = this.peek() === 'NOT'
    const operator = isNegated ? this.peek(1) : this.peek()
    if (operator === undefined || !(operator in MATCHERS || operator === 'BETWEEN' || operator === 'IN'))
      return undefined
    this.at += isNegated ? 2 : 1
    if (operator === 'BETWEEN') return this.between(left, isNegated)
    return operator === 'IN' ? this.membership(left, isNegated) : this.matching(left, operator, isNegated)
  }

  private between(left: Piece, isNegated: boolean): Piece {
    const low = this.unary()
    this.expect('AND')
    const high = this.unary()
    if (low.kind === 'CONSTANT' && high.kind === 'CONSTANT' && isBelow(high.constant, low.constant)) {
      throw new Sql92Error('The bounds of BETWEEN are the wrong way round.')
    }
    if (isNegated) return condition(or(orderedPieces(left, '<', low), orderedPieces(left, '>', high)))
    return condition(and(orderedPieces(left, '>=', low), orderedPieces(left, '<=', high)))
  }

  private membership(left: Piece, isNegated: boolean): Piece {
    if (left.kind !== 'PROPERTY') throw new Sql92Error('Only a property can be IN a list.')
    this.expect('(')
    const members = new Set([this.text()])
    while (this.take(',')) members.add(this.text())
    this.expect(')')
    return condition(properties => {
      const value = left.evaluate(properties)
      return typeof value === 'string' ? members.has(value) !== isNegated : null
    })
  }

  private matching(left: Piece, operator: string, isNegated: boolean): Piece {
    const part = this.text()
    return condition(properties => {
      const value = left.evaluate(properties)
      if (part === '' || typeof value !== 'string') return false
      return (MATCHERS[operator]?.(value, part) ?? false) !== isNegated
    })
  }

  private unary(): Piece {
    if (++this.depth > MAX_DEPTH) throw new Sql92Error('The condition is nested too deeply.')
    const piece = this.signed()
    this.depth--
    return piece
  }

  private signed(): Piece {
    if (this.take('+')) return this.unary()
    if (this.take('-')) return { kind: 'VALUE', evaluate: negated(this.unary().evaluate) }
    if (this.take('NOT')) return condition(not(conditionOf(this.unary())))
    return this.primary()
  }

  private primary(): Piece {
    const token = this.tokens[this.at++]
    if (token === undefined) throw new Sql92Error('The condition ends too early.')
    if (token.kind === 'NAME') {
      return { kind: 'PROPERTY', evaluate: properties => properties.get(token.name) ?? null }
    }
    if (token.kind === 'TEXT') return constant(token.text)
    if (token.kind !== 'WORD') return constant(token.value)
    if (token.word === '(') {
      const inner = this.or()
      this.expect(')')
      return inner
    }
    if (token.word === 'TRUE' || token.word === 'FALSE') return constant(token.word === 'TRUE')
    if (token.word === 'NULL') return constant(null)
    throw new Sql92Error(`No value can begin with ${token.word}.`)
  }

  private text(): string {
    const token = this.tokens[this.at++]
    if (token?.kind === 'TEXT') return token.text
    throw new Sql92Error('A text in single quotes is missing.')
  }

  private peek(ahead = 0): string | undefined {
    const token = this.tokens[this.at + ahead]
    return token?.kind === 'WORD' ? token.word : undefined
  }

  private take(word: string): boolean {
    if (this.peek() !== word) return false
    this.at++
    return true
  }

  private expect(word: string): void {
    if (!this.take(word)) throw new Sql92Error(`${word} is missing.`)
  }
}

function constant(value: Value): Piece {
  return { kind: 'CONSTANT', evaluate: () => value, constant: value }
}

function condition(evaluate: Evaluate): Piece {
  return { kind: 'CONDITION', evaluate }
}

function conditionOf(piece: Piece): Evaluate {
  if (piece.kind === 'CONDITION') return piece.evaluate
  const isConstant = piece.constant === null || typeof piece.constant === 'boolean'
  if (piece.kind === 'PROPERTY' || isConstant) return asCondition(piece.evaluate)
  throw new Sql92Error('A value stands where a condition is needed.')
}

function equalPieces(left: Piece, right: Piece): Evaluate {
  for (const { constant: value } of [left, right]) {
    if (value === null) throw new Sql92Error('NULL equals nothing: use IS NULL.')
  }
  return equal(left.evaluate, right.evaluate)
}

function orderedPieces(left: Piece, ordering: Ordering, right: Piece): Evaluate {
  for (const piece of [left, right]) {
    const isNumber = typeof piece.constant === 'bigint' || typeof piece.constant === 'number'
    if (piece.kind === 'CONDITION' || (piece.kind === 'CONSTANT' && !isNumber)) {
      throw new Sql92Error(`Only numbers can be compared by ${ordering}.`)
    }
  }
  return ordered(left.evaluate, ordering, right.evaluate)
}

function isBelow(value: Value | undefined, other: Value | undefined): boolean {
  return typeof value !== 'string' && typeof other !== 'string' && (value ?? 0) < (other ?? 0)
}
