#pragma once

namespace millwright
{

// Templates over the number type (double, or Traced for explanations). Money in USD, power in W,
// energy in kWh.

/// Capital: equipment with spares, its installation, the building and plant, and contingency on all
/// of it.
template <class N>
N capexFormula(const N& equipment, const N& spares, const N& installation, const N& facility,
               const N& contingency)
{
    return equipment + spares + installation + facility + contingency;
}

/// Energy of a year from the average facility power: kWh = W / 1000 x 8,766 h (365.25 days).
template <class N> N energyPerYearFormula(const N& averagePower)
{
    return averagePower / N(1000.0) * N(8766.0);
}

template <class N>
N opexFormula(const N& energy, const N& demand, const N& maintenance, const N& staff,
              const N& software)
{
    return energy + demand + maintenance + staff + software;
}

/// What a year costs: straight-line depreciation of equipment and facility over their lives plus a year's running cost.
template <class N>
N yearlyCostFormula(const N& itCapex, const N& itLife, const N& facilityCapex,
                    const N& facilityLife, const N& opex)
{
    return itCapex / itLife + facilityCapex / facilityLife + opex;
}

/// $/M tokens: the part of a year's cost that serving has, over the tokens sold in a year, in millions; of generic work $/M
/// samples.
template <class N>
N costPerMillionTokensFormula(const N& yearlyCost, const N& servingShare, const N& tokensPerYear)
{
    return yearlyCost * servingShare / (tokensPerYear / N(1e6));
}

} // namespace millwright
