import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { evidenceOf, labelOf, termsOf } from '../../test/setup/evidence.ts'
import { beginFit } from './fit.ts'
import { settle } from './settle.ts'

describe('the labels of a picture', () => {
  const ofPictures = beginFit('classification')
  const resultOf = (...votes: readonly [string, 'yes' | 'no'][]): string => {
    const labels = votes.map(([keyword, given], n) => labelOf(n, given, { keyword }))
    const evidence = evidenceOf(labels, { item: { kind: 'classification', level: 'image' } })
    const reading = settle(evidence, ofPictures, termsOf('classification'))
    return reading ? `${reading.text}: ${reading.state}` : 'nothing'
  }
  const yes = (keyword: string): [string, 'yes'] => [keyword, 'yes']
  const no = (keyword: string): [string, 'no'] => [keyword, 'no']

  test('settle on the class of which most say that it is', () => {
    assert.equal(resultOf(yes('apple')), 'apple: open')
    const many = [yes('apple'), yes('apple'), yes('apple'), yes('apple'), no('pear')]
    assert.equal(resultOf(...many), 'apple: accepted')
    assert.equal(resultOf(...many, yes('pear'), yes('pear')), 'apple: provisional')
  })
  test('settle on nothing if everybody says no', () => {
    assert.equal(resultOf(no('apple'), no('pear')), 'nothing')
  })
  test('do not settle on a class that as many deny', () => {
    const torn = Array.from({ length: 12 }, () => [yes('apple'), no('apple')]).flat()
    assert.equal(resultOf(...torn), 'apple: contested')
  })
  // One "yes" claimed 0.95 for a picture that nobody had been asked about with any other class: all of those
  // together had the weight of one.
  test('leave room for all the classes that nobody asked for', () => {
    const evidence = evidenceOf([labelOf(0, 'yes', { keyword: 'apple' })], {
      item: { kind: 'classification', level: 'image' },
    })
    const reading = settle(evidence, ofPictures, termsOf('classification'))
    assert.ok(reading && reading.confidence < 0.9, String(reading?.confidence))
  })
  test('without the class that was asked for say nothing', () => {
    const labels = [labelOf(0, 'yes'), labelOf(1, 'yes')]
    const evidence = evidenceOf(labels, { item: { kind: 'classification' } })
    assert.equal(settle(evidence, ofPictures, termsOf('classification')), null)
  })
})
