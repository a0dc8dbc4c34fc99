# Writes OUTPUT, a C++ source that holds the text of INPUT as millwright::embedded::NAME, so that the program needs no data
# files at run time. Called by cmake -P with INPUT, OUTPUT and NAME.
file(READ "${INPUT}" text)
string(LENGTH "${text}" length)
set(body "")
# Pieces keep each literal below the 65,536 characters that compilers must accept.
set(at 0)
while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND body "R\"mwtext(${piece})mwtext\"\n")
    math(EXPR at "${at} + 8000")
endwhile()
file(WRITE "${OUTPUT}" "#include <string_view>
namespace millwright::embedded {
extern const std::string_view ${NAME};
const std::string_view ${NAME} =
${body};
} // namespace millwright::embedded
")
