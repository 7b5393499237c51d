// SPDX-License-Identifier: Apache-2.0
#include "host/demo/cast.h"

#include <fmt/format.h>

#include <array>

namespace kith::host::demo {
namespace {

using Names = std::array<std::string_view, 16>;

// In the order of Tongue.
constexpr std::array<Names, tongues> first_names = {{
    {"Alice", "Ben", "Chloe", "Daniel", "Emma", "Felix", "Grace", "Harry", "Isla", "Jack", "Kate",
     "Liam", "Mia", "Noah", "Olivia", "Peter"},
    {"Anke", "Bernd", "Clara", "Dirk", "Eva", "Frank", "Greta", "Heiko", "Inga", "Jonas", "Karla",
     "Lutz", "Maike", "Nils", "Petra", "Ralf"},
    {"Ana", "Bruno", "Carmen", "Diego", "Elena", "Felipe", "Gloria", "Hugo", "Inés", "Javier",
     "Laura", "Mateo", "Nuria", "Pablo", "Rosa", "Sergio"},
    {"Adèle", "Bastien", "Camille", "Damien", "Élise", "Fabien", "Gaëlle", "Henri", "Inès", "Jules",
     "Léa", "Marc", "Nadia", "Olivier", "Pauline", "Rémi"},
}};
constexpr std::array<Names, tongues> last_names = {{
    {"Archer", "Barton", "Cole", "Drake", "Ellis", "Ford", "Grant", "Hale", "Irwin", "Jarvis",
     "Kerr", "Lane", "Marsh", "Nash", "Owens", "Page"},
    {"Ahrens", "Brandt", "Claasen", "Dreyer", "Engel", "Fuchs", "Graf", "Hahn", "Ihde", "Jansen",
     "Kruse", "Lorenz", "Maurer", "Nolte", "Otto", "Peters"},
    {"Alonso", "Blanco", "Castro", "Duarte", "Escobar", "Flores", "Gil", "Herrera", "Ibarra",
     "Jurado", "León", "Marín", "Navarro", "Ortega", "Prieto", "Ramos"},
    {"Arnaud", "Bonnet", "Carpentier", "Dubois", "Estève", "Fabre", "Girard", "Hamel", "Imbert",
     "Joly", "Lambert", "Marchand", "Noël", "Olivier", "Picard", "Renard"},
}};

Tongue tongue_of(std::uint64_t percent) {
  return percent < 45   ? Tongue::english
         : percent < 70 ? Tongue::german
         : percent < 85 ? Tongue::spanish
                        : Tongue::french;
}

}  // namespace

std::vector<Customer> make_customers(Dice& dice, std::size_t count) {
  std::vector<Customer> customers;
  customers.reserve(count);
  for (std::size_t number = 0; number < count; ++number) {
    const Tongue tongue = tongue_of(dice.below(100));
    const auto place = static_cast<std::size_t>(tongue);
    const std::string_view first = dice.pick(std::span<const std::string_view>(first_names[place]));
    const std::string_view last = dice.pick(std::span<const std::string_view>(last_names[place]));
    customers.push_back(
        {fmt::format("guest{}", number), fmt::format("{} {}", first, last), tongue});
  }
  return customers;
}

std::span<const std::string_view> colleagues() {
  static constexpr std::array<std::string_view, 5> names = {"Mara", "Tobias", "Yuki", "Samir",
                                                            "Lotte"};
  return names;
}

std::string address_of(std::string_view colleague) {
  std::string name(colleague);
  name.front() = static_cast<char>(name.front() | 0x20);
  return name + "@halden.example";
}

std::span<const std::string_view> products() {
  static constexpr std::array<std::string_view, 4> names = {"Fjord 500", "Fjord 750", "Lund box",
                                                            "Pip cup"};
  return names;
}

}  // namespace kith::host::demo
