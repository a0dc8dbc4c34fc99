#pragma once
#include <cmath>
#include <compare>
#include <cstdint>

namespace millwright {

/// A physical quantity held in SI units; the template arguments are the exponents of kg, m, s and K.
template <int Kilogram, int Metre, int Second, int Kelvin = 0>
class Quantity {
public:
    constexpr Quantity() = default;
    constexpr explicit Quantity(double si) : m_si(si) {}

    constexpr double si() const { return m_si; }

    constexpr Quantity& operator+=(Quantity other) { m_si += other.m_si; return *this; }
    constexpr Quantity& operator-=(Quantity other) { m_si -= other.m_si; return *this; }
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.m_si + b.m_si); }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.m_si - b.m_si); }
    friend constexpr Quantity operator-(Quantity a) { return Quantity(-a.m_si); }
    friend constexpr Quantity operator*(Quantity a, double k) { return Quantity(a.m_si * k); }
    friend constexpr Quantity operator*(double k, Quantity a) { return Quantity(a.m_si * k); }
    friend constexpr Quantity operator/(Quantity a, double k) { return Quantity(a.m_si / k); }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.m_si / b.m_si; }
    friend constexpr auto operator<=>(Quantity, Quantity) = default;

private:
    double m_si = 0.0;
};

template <int A, int B, int C, int D, int E, int F, int G, int H>
constexpr auto operator*(Quantity<A, B, C, D> x, Quantity<E, F, G, H> y)
{
    return Quantity<A + E, B + F, C + G, D + H>(x.si() * y.si());
}

using Mass = Quantity<1, 0, 0>;
using Area = Quantity<0, 2, 0>;
using Volume = Quantity<0, 3, 0>;
using Duration = Quantity<0, 0, 1>;
using Power = Quantity<1, 2, -3>;              // W; VA and FLOP/s have types of their own below
using Energy = Quantity<1, 2, -2>;             // J
using VolumeFlow = Quantity<0, 3, -1>;         // m3/s
using Pressure = Quantity<1, -1, -2>;          // Pa
using Density = Quantity<1, -3, 0>;            // kg/m3
using TemperatureDelta = Quantity<0, 0, 0, 1>; // K, a difference

/// A double of one meaning that must not be mixed with another of the same dimension.
template <class Tag>
class Tagged {
public:
    constexpr Tagged() = default;
    constexpr explicit Tagged(double si) : m_si(si) {}
    constexpr double si() const { return m_si; }
    constexpr Tagged& operator+=(Tagged other) { m_si += other.m_si; return *this; }
    constexpr Tagged& operator-=(Tagged other) { m_si -= other.m_si; return *this; }
    friend constexpr Tagged operator+(Tagged a, Tagged b) { return Tagged(a.m_si + b.m_si); }
    friend constexpr Tagged operator-(Tagged a, Tagged b) { return Tagged(a.m_si - b.m_si); }
    friend constexpr Tagged operator*(Tagged a, double k) { return Tagged(a.m_si * k); }
    friend constexpr Tagged operator*(double k, Tagged a) { return Tagged(a.m_si * k); }
    friend constexpr double operator/(Tagged a, Tagged b) { return a.m_si / b.m_si; }
    friend constexpr auto operator<=>(Tagged, Tagged) = default;

private:
    double m_si = 0.0;
};

using ApparentPower = Tagged<struct ApparentPowerTag>; // VA
using FlopRate = Tagged<struct FlopRateTag>;           // FLOP/s, dense
using ByteRate = Tagged<struct ByteRateTag>;           // B/s
using ByteCount = Tagged<struct ByteCountTag>;         // B
using Voltage = Tagged<struct VoltageTag>;             // V
using Current = Tagged<struct CurrentTag>;             // A

/// A temperature on the Celsius scale; differences are TemperatureDelta.
class Temperature {
public:
    constexpr Temperature() = default;
    static constexpr Temperature celsius(double value) { return Temperature(value); }
    constexpr double celsius() const { return m_celsius; }
    friend constexpr TemperatureDelta operator-(Temperature a, Temperature b) { return TemperatureDelta(a.m_celsius - b.m_celsius); }
    friend constexpr Temperature operator+(Temperature a, TemperatureDelta d) { return Temperature(a.m_celsius + d.si()); }
    friend constexpr Temperature operator-(Temperature a, TemperatureDelta d) { return Temperature(a.m_celsius - d.si()); }
    friend constexpr auto operator<=>(Temperature, Temperature) = default;

private:
    constexpr explicit Temperature(double celsius) : m_celsius(celsius) {}
    double m_celsius = 0.0;
};

/// A length on the plan in whole micrometres, so that 1 U (44,450 um) and 1 in (25,400 um) are exact.
class Length {
public:
    constexpr Length() = default;
    static constexpr Length micrometres(std::int64_t um) { return Length(um); }
    static constexpr Length millimetres(double mm) { return Length(rounded(mm * 1e3)); }
    static constexpr Length metres(double m) { return Length(rounded(m * 1e6)); }
    static constexpr Length inches(double in) { return Length(rounded(in * 25400.0)); }
    static constexpr Length rackUnits(double u) { return Length(rounded(u * 44450.0)); }

    constexpr std::int64_t micrometres() const { return m_um; }
    constexpr double millimetres() const { return static_cast<double>(m_um) / 1e3; }
    constexpr double metres() const { return static_cast<double>(m_um) / 1e6; }

    constexpr Length& operator+=(Length other) { m_um += other.m_um; return *this; }
    constexpr Length& operator-=(Length other) { m_um -= other.m_um; return *this; }
    friend constexpr Length operator+(Length a, Length b) { return Length(a.m_um + b.m_um); }
    friend constexpr Length operator-(Length a, Length b) { return Length(a.m_um - b.m_um); }
    friend constexpr Length operator-(Length a) { return Length(-a.m_um); }
    friend constexpr Length operator*(Length a, std::int64_t k) { return Length(a.m_um * k); }
    friend constexpr Length operator/(Length a, std::int64_t k) { return Length(a.m_um / k); }
    friend constexpr double operator/(Length a, Length b) { return static_cast<double>(a.m_um) / static_cast<double>(b.m_um); }
    friend constexpr auto operator<=>(Length, Length) = default;

private:
    constexpr explicit Length(std::int64_t um) : m_um(um) {}
    static constexpr std::int64_t rounded(double value)
    {
        return static_cast<std::int64_t>(value < 0 ? value - 0.5 : value + 0.5);
    }
    std::int64_t m_um = 0;
};

constexpr Area operator*(Length a, Length b) { return Area(a.metres() * b.metres()); }

} // namespace millwright
